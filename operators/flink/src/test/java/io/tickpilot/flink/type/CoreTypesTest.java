package io.tickpilot.flink.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.breaker.Breaker;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.breaker.Cause;
import io.tickpilot.core.calendar.Impact;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.CalendarEvent;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.EndOfLog;
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
import io.tickpilot.flink.SymbolSummary;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoreTypesTest {
    private static final TradeReport REPORT = new TradeReport(
            "EURUSD",
            5,
            TradeReport.Status.PARTIALLY_CLOSED,
            "acc",
            "scalp",
            "id",
            7,
            6,
            Side.BUY,
            0.5,
            0.25,
            1.1,
            12.5,
            -0.7,
            "target-1",
            "mt4",
            99);
    private static final Plan PLAN = new Plan(
            1.1,
            1.09,
            1.11,
            1.12,
            0.3,
            0.001,
            List.of(new Plan.Exit(1.105, 0.5, true), new Plan.Exit(1.11, 0.3, false)));

    static Stream<LogEvent> events() {
        return Stream.of(
                new Tick("EURUSD", -1, Double.NaN, 1.2, 0, -0.0, "mt4-\u00e9", Long.MAX_VALUE),
                new TradePrint("BTCUSD", 3, 60_000.5, 0.01, Side.SELL, "binance", "t-1", "binance", 4),
                new NewsSentiment("EURUSD", 3, -0.5, 0.75, "a-17", "gdelt", 5),
                REPORT,
                new PositionReport("EURUSD", 4, "acc", List.of(), "terminal", 5),
                new PositionReport(
                        "EURUSD",
                        4,
                        "acc",
                        List.of(
                                new HeldPosition(7, 6, "scalp", "0a", Side.BUY, 0.25, 1.1, 1.09, 0, 3),
                                new HeldPosition(8, 8, "", "", Side.SELL, 1, 1.2, 0, -0.0, -1)),
                        "terminal",
                        6),
                new AccountReport(
                        "EURUSD", 4, "acc", "USD", 1e4, 9_990.5, 120, 9_870.5, 100, 1, 1e4, true, "terminal", 7),
                new CalendarEvent("EURUSD", 4, 5, "EUR", Impact.MEDIUM, "CPI", "cpi-1", "calendar", 8),
                new Command("EURUSD", 8, Command.Kind.REPORT_POSITIONS, "*", "", "me", "why", "cli", 2),
                new Command("EURUSD", 8, Command.Kind.DISABLE_AGENT, "*", "", "me", "why", "cli", 1),
                new Clock("EURUSD", 9),
                new EndOfLog("EURUSD", 10));
    }

    @ParameterizedTest
    @MethodSource("events")
    void carriesEveryKindOfEvent(LogEvent event) throws IOException {
        SequencedEvent sequenced = new SequencedEvent(63, 2, 1L << 40, 1_700_000_000_000_000L, 5, event);

        assertThat(roundTrip(CoreTypes.SEQUENCED_EVENT, sequenced)).isEqualTo(sequenced);
    }

    @Test
    void carriesDecisionsAndSignalsWhole() throws IOException {
        Decision rejected = decision(null);
        Signal signal = new Signal("0a", Side.SELL, 1, 2, PLAN, true, decision(PLAN));

        assertThat(roundTrip(CoreTypes.DECISION, rejected)).isEqualTo(rejected);
        assertThat(roundTrip(CoreTypes.SIGNAL, signal)).isEqualTo(signal);
    }

    @Test
    void carriesBarsReportsAndDeadLetters() throws IOException {
        Bar bar = new Bar("XAUUSD", Timeframe.M15, 900_000_000, 1, 4, 0.5, 2, 1.1, 4.1, 0.6, 2.1, 17, 3.5, 4.5);
        DeadLetter letter = new DeadLetter(
                new SequencedEvent(1, 1, 2, 3, 4, new Tick("EURUSD", 5, 2, 1, 0, 0, "mt4", 6)),
                RejectReason.CROSSED_QUOTE,
                "bid=2 ask=1");

        assertThat(roundTrip(CoreTypes.BAR, bar)).isEqualTo(bar);
        assertThat(roundTrip(CoreTypes.DEAD_LETTER, letter)).isEqualTo(letter);
        assertThat(roundTrip(CoreTypes.TRADE_REPORT, REPORT)).isEqualTo(REPORT);
    }

    @Test
    void carriesBreakerChangesAndWhatWasReconciled() throws IOException {
        BreakerChange change = new BreakerChange(
                "EURUSD",
                "strategy:s",
                Breaker.State.CLOSED,
                Breaker.State.OPEN,
                Cause.REJECTS,
                0.7,
                0.5,
                3,
                900_000_000,
                "operator",
                "why",
                63,
                2,
                1L << 40,
                1_700_000_000_000_000L);
        Reconciled told = new Reconciled(
                "EURUSD",
                "a",
                List.of(new PositionDifference(PositionDifference.Kind.MISSING, "s", "0a", 7, Side.SELL, 0.3, 0)),
                2,
                63,
                2,
                1L << 40,
                5);

        assertThat(roundTrip(CoreTypes.BREAKER_CHANGE, change)).isEqualTo(change);
        assertThat(roundTrip(CoreTypes.RECONCILED, told)).isEqualTo(told);
    }

    @Test
    void carriesRegimeChangesTheFirstIncluded() throws IOException {
        List<Double> probabilities = List.of(0.7, 0.1, 0.05, 0.05, 0.1);
        RegimeChange first = new RegimeChange(
                "EURUSD", Timeframe.M5, 300_000_000, null, Regime.TRENDING_UP, probabilities, "1-ab", "abcd");
        RegimeChange next = new RegimeChange(
                "EURUSD", Timeframe.M5, -1, Regime.TRENDING_UP, Regime.QUIET, List.of(), "1-ab", "abcd");

        assertThat(roundTrip(CoreTypes.REGIME_CHANGE, first)).isEqualTo(first);
        assertThat(roundTrip(CoreTypes.REGIME_CHANGE, next)).isEqualTo(next);
    }

    @Test
    void carriesASummary() throws IOException {
        SymbolSummary summary = new SymbolSummary(
                "EURUSD",
                10,
                Map.of(RejectReason.LATE_EVENT_TIME, 2L),
                Map.of(Timeframe.S1, 7L, Timeframe.M1, 1L),
                5,
                1,
                4,
                new byte[] {1, 2, 3});

        assertThat(roundTrip(CoreTypes.SYMBOL_SUMMARY, summary))
                .usingRecursiveComparison()
                .isEqualTo(summary);
    }

    @Test
    void readsTheFirstVersionOfATick() throws IOException {
        SequencedEvent tick = new SequencedEvent(3, 1, 4, 5, 6, new Tick("EURUSD", 7, 1.5, 1.75, 2, 3, "mt4", 8));
        String written = "00000003" + "00000001" + "0000000000000004" + "0000000000000005" + "0000000000000006" + "01"
                + "07455552555344" + "0000000000000007" + "3ff8000000000000" + "3ffc000000000000" + "4000000000000000"
                + "4008000000000000" + "046d7434" + "0000000000000008";

        assertThat(HexFormat.of().formatHex(bytes(CoreTypes.SEQUENCED_EVENT, tick)))
                .isEqualTo(written);
    }

    @ParameterizedTest
    @MethodSource("types")
    <T> void restoresItsSerializerFromACheckpoint(TypeInformation<T> type) throws Exception {
        TypeSerializer<T> serializer = serializer(type);
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());

        TypeSerializerSnapshot<T> read = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());

        assertThat(read.restoreSerializer()).isEqualTo(serializer);
        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(read)
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(InstantiationUtil.clone(type)).isEqualTo(type);
    }

    static Stream<TypeInformation<?>> types() {
        return Stream.of(
                CoreTypes.SEQUENCED_EVENT,
                CoreTypes.TRADE_REPORT,
                CoreTypes.BAR,
                CoreTypes.DEAD_LETTER,
                CoreTypes.REGIME_CHANGE,
                CoreTypes.DECISION,
                CoreTypes.SIGNAL,
                CoreTypes.SYMBOL_SUMMARY,
                CoreTypes.SYMBOL_STATE);
    }

    @Test
    void refusesStateOfANewerRelease() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(8);
        out.writeInt(99);
        var newer = new BarSerializer.Snapshot();
        newer.readSnapshot(
                1, new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());

        assertThat(new BarSerializer.Snapshot()
                        .resolveSchemaCompatibility(newer)
                        .isIncompatible())
                .isTrue();
        assertThatThrownBy(newer::restoreSerializer).hasMessageContaining("newer release: format=99");
    }

    private static Decision decision(Plan plan) {
        return new Decision(
                "scalp",
                "EURUSD",
                "mt4:17",
                3,
                1,
                4,
                5,
                6,
                1.1,
                1.2,
                0.001,
                -7,
                List.of(
                        new Vote("technical", "1", 0.1f, 0.2f, 0.7f, 1, ""),
                        new Vote("stack", "2", Float.NaN, Float.NaN, Float.NaN, 0, "failed"),
                        new Vote("risk", "3", 0, 0, 0, 0, "", List.of(0.5f, 1.5f, 0.25f), 1_500_000)),
                0.1,
                0.2,
                0.7,
                Decision.Direction.BUY,
                0.7,
                plan == null ? Decision.Outcome.REJECTED : Decision.Outcome.SENT,
                plan == null ? List.of(new Rejection("confidence", 0.7, 0.75)) : List.of(),
                plan == null ? "" : "0a",
                plan);
    }

    private static <T> T roundTrip(TypeInformation<T> type, T value) throws IOException {
        byte[] bytes = bytes(type, value);
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        T read = serializer(type).deserialize(in);
        assertThat(in.available()).isZero();
        DataOutputSerializer copied = new DataOutputSerializer(64);
        serializer(type).copy(new DataInputDeserializer(bytes), copied);
        assertThat(copied.getCopyOfBuffer()).isEqualTo(bytes);
        return read;
    }

    private static <T> byte[] bytes(TypeInformation<T> type, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer(type).serialize(value, out);
        return out.getCopyOfBuffer();
    }

    private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
        return type.createSerializer(new SerializerConfigImpl());
    }
}
