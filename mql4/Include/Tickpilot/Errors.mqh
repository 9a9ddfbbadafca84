// What to do after the broker refused an order, by its error code.
#property strict
#include <Tickpilot/Inputs.mqh>

enum Verdict {
  VERDICT_DONE,   // nothing was to be changed
  VERDICT_RETRY,  // with a fresh price
  VERDICT_LATER,  // the broker or the terminal is busy
  VERDICT_LOOK,   // it may have been done: look first
  VERDICT_STOP    // never again like this
};

Verdict Judge(const int error) {
  switch (error) {
    case 1:    // no result: unchanged
      return VERDICT_DONE;
    case 129:  // invalid price
    case 135:  // price changed
    case 138:  // requote
      return VERDICT_RETRY;
    case 4:    // server busy
    case 6:    // no connection
    case 8:    // too frequent requests
    case 136:  // off quotes
    case 137:  // broker busy
    case 141:  // too many requests
    case 145:  // too close to the market
    case 146:  // trade context busy
      return VERDICT_LATER;
    case 2:    // common error
    case 128:  // timeout
    case 142:  // accepted
    case 143:  // in process
      return VERDICT_LOOK;
  }
  return VERDICT_STOP;
}

// Milliseconds before the attempt after so many: doubles; busy ones wait longer, too many requests longest.
int RetryDelay(const int error, const int attempts) {
  int delay = RetryMillis;
  for (int i = 1; i < attempts && delay < 5000; i++) {
    delay *= 2;
  }
  if (error == 141 || error == 8) {
    return delay > 5000 ? delay : 5000;
  }
  return Judge(error) == VERDICT_LATER ? 2 * delay : delay;
}

string ErrorText(const int error) {
  switch (error) {
    case 128: return "timeout";
    case 129: return "price";
    case 130: return "stops";
    case 131: return "volume";
    case 132: return "market-closed";
    case 133: return "trade-disabled";
    case 134: return "money";
    case 135: return "price-changed";
    case 136: return "off-quotes";
    case 137: return "broker-busy";
    case 138: return "requote";
    case 141: return "too-many-requests";
    case 145: return "too-close";
    case 146: return "context-busy";
    case 148: return "too-many-orders";
  }
  return "error-" + IntegerToString(error);
}
