// What the program can learn of the terminal and of itself.
#pragma once

#include "array.hpp"
#include "constants.hpp"
#include "text.hpp"

namespace mql {

int GetLastError();
void ResetLastError();
int _LastError();
bool IsStopped();
bool _StopFlag();
int UninitializeReason();
int _UninitReason();
int _RandomSeed();
bool IsConnected();
bool IsTradeAllowed();
bool IsTradeAllowed(const String& symbol, DateTime time);
bool IsTradeContextBusy();
bool IsDllsAllowed();
bool IsLibrariesAllowed();
bool IsExpertEnabled();
bool IsTesting();
bool IsOptimization();
bool IsVisualMode();
bool IsDemo();
void ExpertRemove();
int MQLInfoInteger(int property);
String MQLInfoString(int property);
int TerminalInfoInteger(int property);
double TerminalInfoDouble(int property);
String TerminalInfoString(int property);
String TerminalCompany();
String TerminalName();
String TerminalPath();
int MessageBox(const String& text, const String& caption = String(), int flags = 0);
bool PlaySound(const String& file);
bool SendMail(const String& subject, const String& text);
bool SendNotification(const String& text);

}  // namespace mql
