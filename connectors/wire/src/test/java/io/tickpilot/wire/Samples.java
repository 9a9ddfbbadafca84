package io.tickpilot.wire;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.breaker.Breaker;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.breaker.Cause;
import io.tickpilot.core.calendar.Impact;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.CalendarEvent;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.HeldPosition;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.risk.PositionDifference;
import io.tickpilot.core.risk.Reconciled;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.core.signal.Vote;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of each kind; the golden frames hold exactly these. Changing one means a new frame, never a changed one. */
final class Samples {
    static final long TIME = 1_763_600_000_123_456L;

    static final Tick TICK = new Tick("EURUSD", TIME, 1.15342, 1.15351, 1.5, 2.25, "sim", 42);
    static final TradePrint PRINT =
            new TradePrint("BTCUSD", TIME, 91234.5, 0.125, Side.SELL, "coinbase", "t-1", "cb", 7);
    static final NewsSentiment NEWS = new NewsSentiment("EURUSD", TIME, -0.5, 0.75, "a-17", "gdelt", 5);
    static final TradeReport REPORT = new TradeReport(
            "EURUSD",
            TIME,
            TradeReport.Status.PARTIALLY_CLOSED,
            "paper-1",
            "scalp",
            "00112233445566778899aabbccddeeff",
            12,
            11,
            Side.BUY,
            0.5,
            0.5,
            1.1542,
            43.25,
            3.5,
            "exit-1",
            "terminal",
            9);
    static final Command COMMAND = new Command(
            "EURUSD", TIME, Command.Kind.DISABLE_AGENT, "technical", "slow", "operator", "over budget", "cli", 3);
    static final Command LIMITS = new Command(
            "EURUSD",
            TIME,
            Command.Kind.SET_LIMITS,
            "account:paper-1",
            "risk-budget=120.5;until=" + (TIME + 5_000_000),
            "supervision",
            "headroom 2,400",
            "supervision",
            8);
    static final PositionReport POSITIONS = new PositionReport(
            "EURUSD",
            TIME,
            "paper-1",
            List.of(
                    new HeldPosition(
                            12,
                            11,
                            "scalp",
                            "00112233445566778899aabbccddeeff",
                            Side.BUY,
                            0.5,
                            1.15351,
                            1.1525,
                            1.1565,
                            TIME - 1_000_000),
                    new HeldPosition(14, 14, "", "", Side.SELL, 1, 1.154, 0, 0, TIME - 2_000_000)),
            "terminal",
            10);
    static final CalendarEvent ANNOUNCED = new CalendarEvent(
            "*", TIME, TIME + 3_600_000_000L, "USD", Impact.HIGH, "Non-Farm Payrolls", "nfp-2025-11", "calendar", 12);
    static final AccountReport ACCOUNT = new AccountReport(
            "*",
            TIME,
            "paper-1",
            "USD",
            10_000,
            9_990.5,
            577.5,
            9_413,
            100,
            1_763_596_800_000_000L,
            10_050.25,
            true,
            "terminal",
            11);
    static final Plan PLAN = new Plan(
            1.15351,
            1.1525,
            1.155,
            1.1565,
            0.2,
            0.0004,
            List.of(new Plan.Exit(1.1543, 0.5, true), new Plan.Exit(1.1547, 0.3, false)));
    static final Decision DECISION = new Decision(
            "scalp",
            "EURUSD",
            "sim:42",
            17,
            2,
            123,
            TIME,
            TIME - 900,
            1.15342,
            1.15351,
            0.00031,
            0xcafebabe12345678L,
            List.of(
                    new Vote("technical", "1.0.0", 0.1f, 0.15f, 0.75f, 1.0, ""),
                    new Vote("risk", "0.1.0", Float.NaN, Float.NaN, Float.NaN, 0, "NOT_WARM")),
            0.1,
            0.15,
            0.75,
            Decision.Direction.BUY,
            0.75,
            Decision.Outcome.SENT,
            List.of(new Rejection("spread", 0.0002, 0.0001)),
            "00112233445566778899aabbccddeeff",
            PLAN);
    static final Signal SIGNAL =
            new Signal("00112233445566778899aabbccddeeff", Side.BUY, TIME, TIME + 2_000_000, PLAN, true, DECISION);
    static final Bar BAR =
            new Bar("XAUUSD", Timeframe.M5, 1_763_600_100_000_000L, 1, 4, 0.5, 2, 1.1, 4.1, 0.6, 2.1, 37, 12.5, 8.25);

    static final BreakerChange BREAKER_CHANGE = new BreakerChange(
            "EURUSD",
            "strategy:scalper",
            Breaker.State.HALF_OPEN,
            Breaker.State.OPEN,
            Cause.CONSECUTIVE_LOSSES,
            5,
            4.5,
            2,
            TIME + 60_000_000,
            "operator",
            "five in a row",
            3,
            2,
            41,
            TIME);

    static final Reconciled RECONCILED = new Reconciled(
            "EURUSD",
            "paper-1",
            List.of(new PositionDifference(
                    PositionDifference.Kind.CHANGED, "scalper", "0123456789abcdef", 1001, Side.SELL, 0.3, 0.2)),
            1,
            3,
            2,
            42,
            TIME);

    static final RegimeChange REGIME_CHANGE = new RegimeChange(
            "EURUSD",
            Timeframe.M5,
            1_763_600_100_000_000L,
            Regime.QUIET,
            Regime.TRENDING_UP,
            List.of(0.75, 0.125, 0.0625, 0.0, 0.0625),
            "1-0c7f21ab",
            "0c7f21ab".repeat(8));

    private Samples() {}

    static SequencedEvent sequenced(LogEvent event) {
        return new SequencedEvent(17, 2, 123, TIME + 10, TIME + 5, event);
    }

    static Map<String, JournalRecord> records() {
        Map<String, JournalRecord> records = new LinkedHashMap<>();
        records.put("tick", new JournalRecord.Entry(sequenced(TICK)));
        records.put("trade-print", new JournalRecord.Entry(sequenced(PRINT)));
        records.put("trade-report", new JournalRecord.Entry(sequenced(REPORT)));
        records.put("news", new JournalRecord.Entry(sequenced(NEWS)));
        records.put("command", new JournalRecord.Entry(sequenced(COMMAND)));
        records.put("command-limits", new JournalRecord.Entry(sequenced(LIMITS)));
        records.put("command-for-all", new JournalRecord.Entry(sequenced(COMMAND), TIME + 7));
        records.put("tick-journaled", new JournalRecord.Entry(sequenced(TICK), 0, 40));
        records.put("position-report", new JournalRecord.Entry(sequenced(POSITIONS)));
        records.put("account-report", new JournalRecord.Entry(sequenced(ACCOUNT)));
        records.put("calendar-event", new JournalRecord.Entry(sequenced(ANNOUNCED)));
        records.put("clock", new JournalRecord.ClockMark(17, 2, 124, TIME + 20, TIME + 15, TIME + 20, 120));
        records.put("fence", new JournalRecord.FenceMark(17, 3, 125, TIME + 30));
        return records;
    }

    static DeadLetter deadLetter() {
        return new DeadLetter(sequenced(TICK), RejectReason.CROSSED_QUOTE, "bid=1.2 ask=1.1");
    }
}
