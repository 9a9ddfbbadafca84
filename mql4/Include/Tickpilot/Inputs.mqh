// Everything a trader may set. The README's table of inputs follows this file.
#property strict

enum TrailSource {
  TRAIL_PLAN = 0,     // distance of the signal's plan
  TRAIL_TERMINAL = 1  // the terminal's own ATR
};

//--- connection
input string ControlAddresses = "tcp://127.0.0.1:5556";  // Bridge: control; several separated by commas
input string SignalAddresses = "tcp://127.0.0.1:5555";   // Bridge: signals; several separated by commas
input string WebSocketAddress = "";                      // Fallback, such as ws://127.0.0.1:5557/; empty: none
input string AccountName = "";                           // Name in reports; empty: mt4- and the account's number
input int TimerMillis = 10;                              // Timer, 1 to 1000 ms
input int ReceiveWaitMillis = 8;                         // A timer's wait for a signal, 0 to 50 ms; 0: polling
input int HeartbeatMillis = 1000;                        // Between heartbeats, 100 to 10000 ms
input int FailAfterMillis = 3000;                        // Silence after which the fallback is taken
input int RecoverAfterMillis = 10000;                    // Of ZeroMQ being well before it is taken again
input bool FollowStreamClock = false;                    // Demos only: the market's clock is not the world's

//--- symbols
input string SymbolPrefix = "";    // What the broker puts before EURUSD
input string SymbolSuffix = "";    // What the broker puts behind EURUSD, such as .m
input string SymbolMap = "";       // Other names, such as XAUUSD=GOLD,US500=SP500.c
input bool ForwardTicks = true;    // Send prices to the bridge
input string ForwardSymbols = "";  // Which, such as EURUSD,GBPUSD; empty: the chart's

//--- what may be traded
input bool AllowLive = false;           // Trade live signals with real money
input int Magic = 770077;               // Marks this EA's orders; one number for each EA of an account
input int MaxSpreadPoints = 30;         // Greatest spread
input int MaxSignalAgeMillis = 3000;    // Greatest age of a signal
input int MaxDeviationPoints = 20;      // Price may be worse than the plan's entry by so much
input int MinAtrPoints = 0;             // Least ATR of M1; 0: any
input int MaxAtrPoints = 0;             // Greatest ATR of M1; 0: any
input double MaxBarAtr = 4.0;           // Greatest range of the running M1 bar in ATR; 0: any
input int StaleFeedSeconds = 30;        // No entry without a price for so long

//--- size
input double LotFactor = 1.0;            // Multiplies the plan's lots, 0.01 to 10
input double MaxLots = 1.0;              // Of one position
input double MaxTotalLots = 5.0;         // Of all positions
input int MaxPositions = 10;             // At once
input int MaxPositionsPerSymbol = 3;     // At once in one symbol
input double MaxRiskPercent = 1.0;       // Of equity, lost at the stop at most, 0.01 to 20
input double KellyCap = 0.5;             // Share of Kelly's fraction of the own last trades; 0: not looked at
input double MaxDailyLossPercent = 5.0;  // Of the day's first equity; then no entry until the broker's next day
input bool CloseOnDailyLoss = false;     // Then close all positions too

//--- execution
input int SlippagePoints = 10;     // Given to the broker with every order
input int MaxRetries = 5;          // Of one order, 0 to 20
input int RetryMillis = 200;       // Before the first retry; doubles

//--- open positions
input TrailSource TrailBy = TRAIL_PLAN;           // Distance of the trailing stop
input double TrailAtr = 1.0;                      // In ATR, when the terminal's own is used
input ENUM_TIMEFRAMES AtrTimeframe = PERIOD_M1;   // Of that ATR
input int AtrPeriod = 14;                         // Of that ATR, 2 to 200
input int TrailStepPoints = 3;                    // A stop moves by so much at least
input int MaxHoldMinutes = 30;                    // Then a position is closed; 0: never

//--- safety
input bool KillSwitch = false;           // No entry at all
input bool KillCloses = false;           // A kill switch closes all positions too
input bool RefuseChangedFiles = true;    // No entry when a file of the EA was changed
input bool AcceptChangedFiles = false;   // Take the files as they are now for the right ones
input string Passphrase = "";            // Of the stored keys; empty: a built-in one

//--- chart and tester
input bool ShowPanel = true;                         // Status on the chart
input string TesterSignals = "Tickpilot\\signals.jsonl";  // Strategy Tester: file of recorded signals
input int TesterUtcOffsetMinutes = 0;                  // Strategy Tester: the broker's time less UTC
