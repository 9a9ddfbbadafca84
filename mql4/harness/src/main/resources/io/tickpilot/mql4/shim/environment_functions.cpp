#include "environment_functions.hpp"

#include "format.hpp"

#include "protocol.hpp"
#include "terminal.hpp"

namespace mql {

int GetLastError() { return terminal().take_error(); }
void ResetLastError() { terminal().set_error(0); }
int _LastError() { return terminal().error(); }
bool IsStopped() { return terminal().removed(); }
bool _StopFlag() { return IsStopped(); }
int UninitializeReason() { return terminal().reason(); }
int _UninitReason() { return terminal().reason(); }
int _RandomSeed() { return 1; }
bool IsConnected() { return terminal().switches().connected; }
bool IsTradeAllowed() {
  return terminal().switches().trade_allowed && terminal().switches().expert_enabled && !terminal().context_busy();
}
bool IsTradeAllowed(const String& symbol, DateTime) {
  Instrument* instrument = terminal().market().find(symbol.utf8());
  return IsTradeAllowed() && instrument && instrument->open && instrument->tradable;
}
bool IsTradeContextBusy() { return terminal().context_busy(); }
bool IsDllsAllowed() { return terminal().switches().dlls_allowed; }
bool IsLibrariesAllowed() { return terminal().switches().dlls_allowed; }
bool IsExpertEnabled() { return terminal().switches().expert_enabled; }
bool IsTesting() { return terminal().switches().tester; }
bool IsOptimization() { return false; }
bool IsVisualMode() { return false; }
bool IsDemo() { return terminal().broker().rules().demo; }

void ExpertRemove() {
  terminal().remove();
  Line("EVENT REMOVE").write();
}

int MQLInfoInteger(int property) {
  switch (property) {
    case MQL_PROGRAM_TYPE: return PROGRAM_EXPERT;
    case MQL_DLLS_ALLOWED: return IsDllsAllowed();
    case MQL_TRADE_ALLOWED: return terminal().switches().trade_allowed;
    case MQL_TESTER: return IsTesting();
    default: return 0;
  }
}

String MQLInfoString(int property) {
  std::string name = terminal().expert_name();
  return String(property == MQL_PROGRAM_NAME ? name : terminal().data_folder() + "\\MQL4\\Experts\\" + name + ".ex4");
}

int TerminalInfoInteger(int property) {
  switch (property) {
    case TERMINAL_BUILD: return 1420;
    case TERMINAL_CONNECTED: return IsConnected();
    case TERMINAL_DLLS_ALLOWED: return IsDllsAllowed();
    case TERMINAL_TRADE_ALLOWED: return IsExpertEnabled();
    case TERMINAL_MAXBARS: return 20000;
    case TERMINAL_SCREEN_DPI: return 96;
    default: return 0;
  }
}

double TerminalInfoDouble(int) { return 0; }

String TerminalInfoString(int property) {
  switch (property) {
    case TERMINAL_COMPANY: return String("Simulated Broker");
    case TERMINAL_NAME: return String("Simulated Terminal");
    case TERMINAL_LANGUAGE: return String("English");
    case TERMINAL_COMMONDATA_PATH: return String(terminal().data_folder() + "/Common");
    default: return String(terminal().data_folder());
  }
}

String TerminalCompany() { return TerminalInfoString(TERMINAL_COMPANY); }
String TerminalName() { return TerminalInfoString(TERMINAL_NAME); }
String TerminalPath() { return TerminalInfoString(TERMINAL_PATH); }

int MessageBox(const String& text, const String& caption, int) {
  Line("EVENT MESSAGE").with("caption", caption.utf8()).with("text", text.utf8()).write();
  return IDOK;
}
bool PlaySound(const String& file) {
  Line("EVENT SOUND").with("file", file.utf8()).write();
  return true;
}
bool SendMail(const String& subject, const String& text) {
  Line("EVENT MAIL").with("subject", subject.utf8()).with("text", text.utf8()).write();
  return true;
}
bool SendNotification(const String& text) {
  Line("EVENT NOTIFICATION").with("text", text.utf8()).write();
  return true;
}

void print(const std::string& line) { Line("PRINT").with("text", line).write(); }
void alert(const std::string& line) { Line("ALERT").with("text", line).write(); }
void comment(const std::string& text) { terminal().chart().comment() = text; }

}  // namespace mql
