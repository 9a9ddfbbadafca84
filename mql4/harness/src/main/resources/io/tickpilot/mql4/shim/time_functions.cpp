#include "time_functions.hpp"

#include "terminal.hpp"

#include <cstdio>
#include <ctime>

namespace mql {

namespace {

constexpr int MICROS_PER_SECOND = 1000000;

MqlDateTime parts_of(DateTime time) {
  std::time_t seconds = static_cast<std::time_t>(time);
  std::tm parts;
  gmtime_r(&seconds, &parts);
  return {parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, parts.tm_wday,
          parts.tm_yday};
}

DateTime with_parts(DateTime time, MqlDateTime& parts) {
  parts = parts_of(time);
  return time;
}

}  // namespace

DateTime TimeCurrent() { return terminal().last_quote_time(); }
DateTime TimeGMT() { return terminal().clock().local_micros() / MICROS_PER_SECOND; }
DateTime TimeLocal() { return TimeGMT(); }
DateTime TimeCurrent(MqlDateTime& parts) { return with_parts(TimeCurrent(), parts); }
DateTime TimeLocal(MqlDateTime& parts) { return with_parts(TimeLocal(), parts); }
DateTime TimeGMT(MqlDateTime& parts) { return with_parts(TimeGMT(), parts); }
int TimeGMTOffset() { return 0; }
int TimeDaylightSavings() { return 0; }
UInt GetTickCount() { return static_cast<UInt>(terminal().clock().running_micros() / 1000); }
ULong GetMicrosecondCount() { return static_cast<ULong>(terminal().clock().running_micros()); }
void Sleep(int milliseconds) { terminal().sleep(milliseconds); }

bool TimeToStruct(DateTime time, MqlDateTime& parts) {
  parts = parts_of(time);
  return true;
}

DateTime StructToTime(const MqlDateTime& parts) {
  std::tm tm{};
  tm.tm_year = parts.year - 1900;
  tm.tm_mon = parts.mon - 1;
  tm.tm_mday = parts.day;
  tm.tm_hour = parts.hour;
  tm.tm_min = parts.min;
  tm.tm_sec = parts.sec;
  return timegm(&tm);
}

String TimeToString(DateTime time, int mode) {
  MqlDateTime parts = parts_of(time);
  char date[32] = "", clock[32] = "";
  if (mode & TIME_DATE) std::snprintf(date, sizeof date, "%04d.%02d.%02d", parts.year, parts.mon, parts.day);
  if (mode & TIME_SECONDS) {
    std::snprintf(clock, sizeof clock, "%02d:%02d:%02d", parts.hour, parts.min, parts.sec);
  } else if (mode & TIME_MINUTES) {
    std::snprintf(clock, sizeof clock, "%02d:%02d", parts.hour, parts.min);
  }
  bool both = date[0] && clock[0];
  return String(std::string(date) + (both ? " " : "") + clock);
}

// "yyyy.mm.dd [hh:mi[:ss]]" or "hh:mi[:ss]" of today.
DateTime StringToTime(const String& text) {
  std::string utf8 = text.utf8();
  MqlDateTime parts = parts_of(TimeLocal());
  parts.hour = parts.min = parts.sec = 0;
  int year, month, day, hour = 0, minute = 0, second = 0;
  if (std::sscanf(utf8.c_str(), "%d.%d.%d %d:%d:%d", &year, &month, &day, &hour, &minute, &second) >= 3) {
    parts.year = year;
    parts.mon = month;
    parts.day = day;
  } else if (std::sscanf(utf8.c_str(), "%d:%d:%d", &hour, &minute, &second) < 2) {
    return 0;
  }
  parts.hour = hour;
  parts.min = minute;
  parts.sec = second;
  return StructToTime(parts);
}

int TimeYear(DateTime time) { return parts_of(time).year; }
int TimeMonth(DateTime time) { return parts_of(time).mon; }
int TimeDay(DateTime time) { return parts_of(time).day; }
int TimeHour(DateTime time) { return parts_of(time).hour; }
int TimeMinute(DateTime time) { return parts_of(time).min; }
int TimeSeconds(DateTime time) { return parts_of(time).sec; }
int TimeDayOfWeek(DateTime time) { return parts_of(time).day_of_week; }
int TimeDayOfYear(DateTime time) { return parts_of(time).day_of_year; }
int Year() { return TimeYear(TimeCurrent()); }
int Month() { return TimeMonth(TimeCurrent()); }
int Day() { return TimeDay(TimeCurrent()); }
int Hour() { return TimeHour(TimeCurrent()); }
int Minute() { return TimeMinute(TimeCurrent()); }
int Seconds() { return TimeSeconds(TimeCurrent()); }
int DayOfWeek() { return TimeDayOfWeek(TimeCurrent()); }
int DayOfYear() { return TimeDayOfYear(TimeCurrent()); }

bool EventSetTimer(int seconds) { return terminal().set_timer(seconds * 1000); }
bool EventSetMillisecondTimer(int milliseconds) { return terminal().set_timer(milliseconds); }
void EventKillTimer() { terminal().set_timer(0); }

}  // namespace mql
