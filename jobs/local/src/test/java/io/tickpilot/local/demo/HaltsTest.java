package io.tickpilot.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.breaker.Breaker.State;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.breaker.Cause;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.Alert;
import io.tickpilot.wire.proto.PatternChange;
import io.tickpilot.wire.proto.PatternChange.Stage;
import org.junit.jupiter.api.Test;

class HaltsTest {
    private final Feedback feedback = new Feedback();
    private final Halts halts = new Halts(feedback);

    @Test
    void showsWhatIsOpenUntilItIsClosed() throws WireException {
        breaker(State.CLOSED, State.OPEN);
        pattern(Stage.OPENED);
        assertThat(halts.lines())
                .containsExactly(
                        "breaker EURUSD strategy:scalp OPEN to 00:00:09: consecutive-losses 3.00 against 3.00",
                        "pattern EURUSD flash-move * to 00:00:20");

        breaker(State.OPEN, State.HALF_OPEN);
        pattern(Stage.EXTENDED);
        assertThat(halts.lines()).hasSize(2).first().asString().contains("HALF_OPEN");

        breaker(State.HALF_OPEN, State.CLOSED);
        pattern(Stage.EXPIRED);
        assertThat(halts.lines()).isEmpty();
        assertThat(feedback.breakers()).isEqualTo(new Feedback.Moves(1, 1, 1));
        assertThat(feedback.blocks()).isEqualTo(1);
    }

    private void breaker(State from, State to) throws WireException {
        halts.take(WireCodec.encode(new BreakerChange(
                "EURUSD",
                "strategy:scalp",
                from,
                to,
                Cause.CONSECUTIVE_LOSSES,
                3,
                3,
                0,
                9_000_000,
                "",
                "",
                0,
                1,
                2,
                3)));
    }

    private void pattern(Stage stage) throws WireException {
        halts.take(Alert.newBuilder()
                .setPatternChange(PatternChange.newBuilder()
                        .setPattern("flash-move")
                        .setSymbol("EURUSD")
                        .setTarget("*")
                        .setUntilMicros(20_000_000)
                        .setStage(stage))
                .build()
                .toByteArray());
    }
}
