package io.tickpilot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.tickpilot.core.breaker.Breaker;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.breaker.Cause;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.core.signal.Vote;
import io.tickpilot.wire.proto.Alert;
import io.tickpilot.wire.proto.LogRecord;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireCodecTest {

    @Test
    void ticksSurviveWhateverTheirNumbersAre() throws WireException {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Tick tick = new Tick(
                    "S" + random.nextInt(100),
                    random.nextLong(),
                    Double.longBitsToDouble(random.nextLong()),
                    i % 7 == 0 ? Double.NaN : random.nextGaussian(),
                    i % 11 == 0 ? Double.NEGATIVE_INFINITY : -0.0,
                    Double.MIN_VALUE,
                    "source-ü-" + i,
                    random.nextLong());
            SequencedEvent event = new SequencedEvent(i % 64, 1 + i, i, random.nextLong(), random.nextLong(), tick);

            JournalRecord decoded = WireCodec.decodeRecord(WireCodec.encode(event));

            assertThat(decoded).isEqualTo(new JournalRecord.Entry(event));
        }
    }

    @Test
    void everyConstantHasAWireForm() throws WireException {
        for (TradeReport.Status status : TradeReport.Status.values()) {
            for (Side side : Side.values()) {
                TradeReport report =
                        new TradeReport("X", 1, status, "a", "s", "", 1, 1, side, 1, 0, 1, 0, 0, "r", "t", 1);
                assertThat(WireCodec.toCore(WireCodec.toWire(report))).isEqualTo(report);
            }
        }
        for (Command.Kind kind : Command.Kind.values()) {
            Command command = new Command("X", 1, kind, "*", "", "me", "why", "cli", 1);
            assertThat(WireCodec.toCore(WireCodec.toWire(command))).isEqualTo(command);
        }
        for (Decision.Direction direction : Decision.Direction.values()) {
            for (Decision.Outcome outcome : Decision.Outcome.values()) {
                Decision decision = new Decision(
                        "s",
                        "X",
                        "o",
                        0,
                        1,
                        2,
                        3,
                        4,
                        5,
                        6,
                        Double.NaN,
                        -1,
                        List.of(new Vote("risk", "1", 0, 0, 0, 0, "", List.of(0.5f, 1.5f, 0.25f), 1_500_000)),
                        0,
                        1,
                        0,
                        direction,
                        1,
                        outcome,
                        List.of(),
                        "",
                        null);
                assertThat(WireCodec.decodeDecision(WireCodec.encode(decision))).isEqualTo(decision);
            }
        }
    }

    @Test
    void aSignalSurvivesWhole() throws WireException {
        Signal signal = Samples.SIGNAL;

        assertThat(WireCodec.decodeSignal(WireCodec.encode(signal))).isEqualTo(signal);
        assertThat(WireCodec.toCore(WireCodec.toWire(signal))).isEqualTo(signal);
    }

    @Test
    void aRegimeChangeSurvivesWholeFromAndToEveryRegime() throws WireException {
        RegimeChange sample = Samples.REGIME_CHANGE;
        for (Regime to : Regime.values()) {
            for (Regime from : new Regime[] {null, Regime.RANGING, to}) {
                RegimeChange change = new RegimeChange(
                        "X", sample.timeframe(), -1, from, to, List.of(Double.NaN), sample.model(), "");

                assertThat(WireCodec.decodeAlert(WireCodec.encode(change))).isEqualTo(change);
            }
        }
    }

    @Test
    void aBreakerChangeSurvivesWholeForEveryCauseAndState() throws WireException {
        BreakerChange sample = Samples.BREAKER_CHANGE;
        for (Cause cause : Cause.values()) {
            for (Breaker.State to : Breaker.State.values()) {
                BreakerChange change =
                        new BreakerChange("*", sample.scope(), to, to, cause, Double.NaN, 0, 0, 0, "", "", 0, 0, 0, -1);

                assertThat(WireCodec.decodeBreakerChange(WireCodec.encode(change)))
                        .isEqualTo(change);
            }
        }
    }

    @Test
    void anAlertIsDecodedAsItsOwnKindOnly() throws WireException {
        byte[] breaker = WireCodec.encode(Samples.BREAKER_CHANGE);
        byte[] reconciled = WireCodec.encode(Samples.RECONCILED);

        assertThat(WireCodec.decodeAlert(breaker)).isNull();
        assertThat(WireCodec.decodeReconciled(breaker)).isNull();
        assertThat(WireCodec.decodeBreakerChange(reconciled)).isNull();
        assertThat(WireCodec.decodeReconciled(reconciled)).isEqualTo(Samples.RECONCILED);
    }

    @Test
    void refusesABreakerChangeWhoseCauseOrStateIsNotKnown() {
        io.tickpilot.wire.proto.BreakerChange whole = AlertForms.toWire(Samples.BREAKER_CHANGE);

        refusedBreakerChange(whole.toBuilder().setCause("moon"), "cause is unknown: moon");
        refusedBreakerChange(whole.toBuilder().setToValue(99), "breaker state is unknown");
        refusedBreakerChange(whole.toBuilder().clearFrom(), "breaker state is unknown");
        refusedBreakerChange(whole.toBuilder().clearScope(), "scope is missing");
    }

    private static void refusedBreakerChange(io.tickpilot.wire.proto.BreakerChange.Builder change, String why) {
        byte[] bytes = Alert.newBuilder().setBreakerChange(change).build().toByteArray();
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> WireCodec.decodeBreakerChange(bytes))
                .withMessageStartingWith(why);
    }

    @Test
    void anAlertOfAKindThatIsNotKnownYetIsPassedOver() throws WireException {
        byte[] newer = Alert.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                99,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.copyFromUtf8("news"))
                                        .build())
                        .build())
                .build()
                .toByteArray();

        assertThat(WireCodec.decodeAlert(newer)).isNull();
    }

    @Test
    void refusesARegimeChangeToNoRegimeOrToOneThatIsNotKnown() {
        io.tickpilot.wire.proto.RegimeChange whole = AlertForms.toWire(Samples.REGIME_CHANGE);

        refusedAlert(whole.toBuilder().clearTo(), "regime is missing");
        refusedAlert(whole.toBuilder().setToValue(99), "regime is unknown");
        refusedAlert(whole.toBuilder().clearSymbol(), "symbol is missing");
        refusedAlert(whole.toBuilder().setTimeframe("M7"), "timeframe is unknown: M7");
    }

    private static void refusedAlert(io.tickpilot.wire.proto.RegimeChange.Builder change, String why) {
        byte[] bytes = Alert.newBuilder().setRegimeChange(change).build().toByteArray();
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> WireCodec.decodeAlert(bytes))
                .withMessageStartingWith(why);
    }

    @Test
    void aDeadLetterKeepsItsJournaledEvent() throws WireException {
        DeadLetterRecord letter = WireCodec.decodeDeadLetter(WireCodec.encode(Samples.deadLetter()));

        assertThat(letter.reason()).isEqualTo(RejectReason.CROSSED_QUOTE);
        assertThat(letter.source()).isEqualTo("sim");
        assertThat(WireCodec.decodeRecord(letter.raw().toByteArray()))
                .isEqualTo(new JournalRecord.Entry(Samples.sequenced(Samples.TICK)));
    }

    @Test
    void recordsAreReadFromTheMiddleOfAFrame() throws WireException {
        byte[] record = WireCodec.encode(Samples.sequenced(Samples.TICK));
        byte[] frame = new byte[record.length + 2];
        System.arraycopy(record, 0, frame, 2, record.length);

        assertThat(WireCodec.decodeRecord(frame, 2, record.length))
                .isEqualTo(new JournalRecord.Entry(Samples.sequenced(Samples.TICK)));
    }

    @Test
    void refusesWhatIsStructurallyWrong() {
        LogRecord whole =
                LogRecord.newBuilder().setTick(WireCodec.toWire(Samples.TICK)).build();

        refused(new byte[0], "log record has no event");
        refused(new byte[] {1, 2, 3}, "log record is malformed");
        refused(whole.toBuilder().setPartition(-1).build().toByteArray(), "partition is out of range: 4294967295");
        refused(whole.toBuilder().setSequence(-1).build().toByteArray(), "sequence is out of range");
        refused(
                whole.toBuilder()
                        .setTick(whole.getTick().toBuilder().clearSymbol())
                        .build()
                        .toByteArray(),
                "symbol is missing");
        refused(
                whole.toBuilder()
                        .setTradePrint(
                                WireCodec.toWire(Samples.PRINT).toBuilder().clearAggressor())
                        .build()
                        .toByteArray(),
                "side is unknown");
        refused(
                whole.toBuilder()
                        .setFence(io.tickpilot.wire.proto.Fence.newBuilder().setEpoch(9))
                        .build()
                        .toByteArray(),
                "fence opens another epoch than its own: 9");
    }

    @Test
    void aClockOfOneSymbolIsNeverJournaled() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WireCodec.encode(Samples.sequenced(new Clock("EURUSD", 1))));
    }

    private static void refused(byte[] bytes, String why) {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> WireCodec.decodeRecord(bytes))
                .withMessageStartingWith(why);
    }
}
