// Dates, clocks and timers.
#pragma once

#include "constants.hpp"
#include "structures.hpp"
#include "text.hpp"

namespace mql {

DateTime TimeCurrent();
DateTime TimeCurrent(MqlDateTime& parts);
DateTime TimeLocal();
DateTime TimeLocal(MqlDateTime& parts);
DateTime TimeGMT();
DateTime TimeGMT(MqlDateTime& parts);
int TimeGMTOffset();
int TimeDaylightSavings();
UInt GetTickCount();
ULong GetMicrosecondCount();
void Sleep(int milliseconds);

bool TimeToStruct(DateTime time, MqlDateTime& parts);
DateTime StructToTime(const MqlDateTime& parts);
String TimeToString(DateTime time, int mode = TIME_DATE | TIME_MINUTES);
inline String TimeToStr(DateTime time, int mode = TIME_DATE | TIME_MINUTES) { return TimeToString(time, mode); }
DateTime StringToTime(const String& text);
inline DateTime StrToTime(const String& text) { return StringToTime(text); }

int TimeYear(DateTime time);
int TimeMonth(DateTime time);
int TimeDay(DateTime time);
int TimeHour(DateTime time);
int TimeMinute(DateTime time);
int TimeSeconds(DateTime time);
int TimeDayOfWeek(DateTime time);
int TimeDayOfYear(DateTime time);
int Year();
int Month();
int Day();
int Hour();
int Minute();
int Seconds();
int DayOfWeek();
int DayOfYear();

bool EventSetTimer(int seconds);
bool EventSetMillisecondTimer(int milliseconds);
void EventKillTimer();

}  // namespace mql
