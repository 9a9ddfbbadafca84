// Tickpilot's names of instruments and the broker's.
#property strict
#include <Tickpilot/Inputs.mqh>

class SymbolNames {
 public:
  void Load() {
    string pairs[];
    string sides[];
    ArrayResize(ours, 0);
    ArrayResize(theirs, 0);
    int count = SymbolMap == "" ? 0 : StringSplit(SymbolMap, ',', pairs);
    for (int i = 0; i < count; i++) {
      if (StringSplit(pairs[i], '=', sides) == 2) {
        int size = ArraySize(ours);
        ArrayResize(ours, size + 1);
        ArrayResize(theirs, size + 1);
        ours[size] = StringTrimLeft(StringTrimRight(sides[0]));
        theirs[size] = StringTrimLeft(StringTrimRight(sides[1]));
      }
    }
  }

  string ToBroker(const string symbol) const {
    for (int i = 0; i < ArraySize(ours); i++) {
      if (ours[i] == symbol) {
        return theirs[i];
      }
    }
    return SymbolPrefix + symbol + SymbolSuffix;
  }

  string ToTickpilot(const string brokerSymbol) const {
    for (int i = 0; i < ArraySize(theirs); i++) {
      if (theirs[i] == brokerSymbol) {
        return ours[i];
      }
    }
    string name = brokerSymbol;
    int prefix = StringLen(SymbolPrefix);
    int suffix = StringLen(SymbolSuffix);
    if (prefix > 0 && StringFind(name, SymbolPrefix) == 0) {
      name = StringSubstr(name, prefix);
    }
    int stem = StringLen(name) - suffix;
    if (suffix > 0 && stem > 0 && StringSubstr(name, stem) == SymbolSuffix) {
      name = StringSubstr(name, 0, stem);
    }
    return name;
  }

 private:
  string ours[];
  string theirs[];
};

SymbolNames symbolNames;
