// Prices for the bridge: those of the chart's symbol and of others the trader named, each change once. Times are the bridge's clock
// when the EA saw the price: the broker's quotes carry whole seconds only.
#property strict
#include <Tickpilot/Clock.mqh>
#include <Tickpilot/Messages.mqh>
#include <Tickpilot/Symbols.mqh>

#define QUOTES_WAITING 1024

class TickForwarder {
 public:
  int dropped;

  void Start() {
    first = 0;
    waiting = 0;
    dropped = 0;
    nextSequence = 0;
    lastMicros = 0;
    string named[];
    int count = ForwardSymbols == "" ? 0 : StringSplit(ForwardSymbols, ',', named);
    ArrayResize(symbols, 0);
    if (count == 0) {
      Watch(symbolNames.ToTickpilot(Symbol()));
    }
    for (int i = 0; i < count; i++) {
      Watch(StringTrimLeft(StringTrimRight(named[i])));
    }
  }

  // Takes what has changed since the last look.
  void Look() {
    if (!ForwardTicks || !bridgeClock.Known()) {
      return;
    }
    for (int i = 0; i < ArraySize(symbols); i++) {
      double bid = MarketInfo(brokerNames[i], MODE_BID);
      double ask = MarketInfo(brokerNames[i], MODE_ASK);
      long second = (long)MarketInfo(brokerNames[i], MODE_TIME);
      bool changed = bid != bids[i] || ask != asks[i] || second != seconds[i];
      if (bid > 0 && ask >= bid && changed) {
        bool known = seconds[i] != 0;
        bids[i] = bid;
        asks[i] = ask;
        seconds[i] = second;
        // The first look finds a price of unknown age.
        if (known) {
          Put(symbols[i], bid, ask);
        }
      }
    }
  }

  int Waiting() const {
    return waiting;
  }

  void Take(Quote &quote) {
    quote = ring[first];
    first = (first + 1) % QUOTES_WAITING;
    waiting--;
  }

 private:
  string symbols[];
  string brokerNames[];
  double bids[];
  double asks[];
  long seconds[];
  Quote ring[QUOTES_WAITING];
  int first;
  int waiting;
  long nextSequence;
  long lastMicros;

  void Watch(const string symbol) {
    int count = ArraySize(symbols);
    string brokerName = symbolNames.ToBroker(symbol);
    if (!SymbolSelect(brokerName, true)) {
      Print("Tickpilot: the broker has no symbol ", brokerName, " for ", symbol);
      return;
    }
    ArrayResize(symbols, count + 1);
    ArrayResize(brokerNames, count + 1);
    ArrayResize(bids, count + 1);
    ArrayResize(asks, count + 1);
    ArrayResize(seconds, count + 1);
    symbols[count] = symbol;
    brokerNames[count] = brokerName;
    bids[count] = 0;
    asks[count] = 0;
    seconds[count] = 0;
  }

  // Newer prices are worth more than older: when the link is too slow, the oldest gives way.
  void Put(const string symbol, const double bid, const double ask) {
    if (nextSequence == 0) {
      nextSequence = bridgeClock.Wall();
    }
    if (waiting == QUOTES_WAITING) {
      first = (first + 1) % QUOTES_WAITING;
      waiting--;
      dropped++;
    }
    long now = bridgeClock.Now();
    lastMicros = now > lastMicros ? now : lastMicros;
    int place = (first + waiting) % QUOTES_WAITING;
    ring[place].symbol = symbol;
    ring[place].micros = lastMicros;
    ring[place].bid = bid;
    ring[place].ask = ask;
    ring[place].sequence = nextSequence++;
    waiting++;
  }
};

TickForwarder tickForwarder;
