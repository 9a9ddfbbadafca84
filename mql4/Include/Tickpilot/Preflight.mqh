// What must be right before the EA can start, and if it is not, what to do about it in one line.
#property strict
#include <Tickpilot/Inputs.mqh>
#include <Tickpilot/Windows.mqh>

#define MACHINE_X86 0x014C
#define VISUAL_CPP "install the Microsoft Visual C++ 2015-2022 Redistributable (x86)"

string OutOfRange(const string name, const double value, const double least, const double most) {
  if (value >= least && value <= most) {
    return "";
  }
  return name + " must be " + DoubleToString(least, 2) + " to " + DoubleToString(most, 2) + ": " + DoubleToString(value, 2);
}

// First input that makes no sense; empty when all do.
string InputFault() {
  string faults[];
  ArrayResize(faults, 18);
  faults[0] = OutOfRange("TimerMillis", TimerMillis, 1, 1000);
  faults[1] = OutOfRange("ReceiveWaitMillis", ReceiveWaitMillis, 0, 50);
  faults[2] = OutOfRange("HeartbeatMillis", HeartbeatMillis, 100, 10000);
  faults[3] = OutOfRange("FailAfterMillis", FailAfterMillis, 500, 60000);
  faults[4] = OutOfRange("RecoverAfterMillis", RecoverAfterMillis, 0, 600000);
  faults[5] = OutOfRange("MaxSpreadPoints", MaxSpreadPoints, 0, 100000);
  faults[6] = OutOfRange("MaxSignalAgeMillis", MaxSignalAgeMillis, 100, 600000);
  faults[7] = OutOfRange("StaleFeedSeconds", StaleFeedSeconds, 1, 3600);
  faults[8] = OutOfRange("LotFactor", LotFactor, 0.01, 10);
  faults[9] = OutOfRange("MaxLots", MaxLots, 0.001, 10000);
  faults[10] = OutOfRange("MaxRiskPercent", MaxRiskPercent, 0.01, 20);
  faults[11] = OutOfRange("KellyCap", KellyCap, 0, 1);
  faults[12] = OutOfRange("MaxDailyLossPercent", MaxDailyLossPercent, 0.1, 100);
  faults[13] = OutOfRange("SlippagePoints", SlippagePoints, 0, 1000);
  faults[14] = OutOfRange("MaxRetries", MaxRetries, 0, 20);
  faults[15] = OutOfRange("RetryMillis", RetryMillis, 10, 10000);
  faults[16] = OutOfRange("AtrPeriod", AtrPeriod, 2, 200);
  faults[17] = ControlAddresses == "" || SignalAddresses == "" ? "ControlAddresses and SignalAddresses must be given" : "";
  for (int i = 0; i < ArraySize(faults); i++) {
    if (faults[i] != "") {
      return faults[i];
    }
  }
  return "";
}

// Why libzmq cannot be used, found out before MetaTrader tries and stops the EA without a word.
string LibraryFault() {
  if (!IsDllsAllowed()) {
    return "DLL imports are off: allow them in Tools > Options > Expert Advisors and in the EA's Common tab";
  }
  LibraryLoads(TerminalPath("Libraries/libsodium.dll"));
  if (LibraryLoads(TerminalPath("Libraries/libzmq.dll"))) {
    return "";
  }
  string wrong = WrongFile("Libraries/libzmq.dll");
  if (wrong != "") {
    return wrong;
  }
  if (!LibraryLoads("vcruntime140.dll") || !LibraryLoads("msvcp140.dll")) {
    return "libzmq.dll needs a runtime that is missing (error 126): " + VISUAL_CPP;
  }
  wrong = WrongFile("Libraries/libsodium.dll");
  return wrong != "" ? wrong : "libzmq.dll does not load (error 126): one of the libraries it needs is missing";
}

// Missing, or for a 64-bit program.
string WrongFile(const string name) {
  uchar bytes[];
  if (!ReadTerminalFile(name, bytes)) {
    return name + " is missing (error 126): copy the 32-bit file to MQL4/Libraries";
  }
  int size = ArraySize(bytes);
  int header = size > 64 ? bytes[60] | (bytes[61] << 8) | (bytes[62] << 16) : size;
  if (header + 6 > size || (bytes[header + 4] | (bytes[header + 5] << 8)) != MACHINE_X86) {
    return name + " is no 32-bit library (error 193): MetaTrader 4 needs the x86 one";
  }
  return "";
}

// What does not stop the EA but keeps it from trading; empty when nothing does.
string PermissionWarning() {
  if (!IsExpertEnabled()) {
    return "AutoTrading is off: press the button in the toolbar";
  }
  if (!MQLInfoInteger(MQL_TRADE_ALLOWED)) {
    return "live trading is not allowed: tick it in the EA's Common tab";
  }
  return IsConnected() ? "" : "the terminal has no connection to the broker";
}
