package io.tickpilot.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Decision.Outcome;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Vote;
import io.tickpilot.local.demo.Feedback.Weight;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedbackTest {
    private final Feedback feedback = new Feedback();

    @Test
    void tellsWhereWeightsBeganAndHowFarTheyAreApart() {
        decide("EURUSD", 0.6, "");
        decide("EURUSD", 0.5, "");
        decide("XAUUSD", 0.7, "");

        assertThat(feedback.weights())
                .containsExactly(
                        Map.entry("scalp", Map.of("a", new Weight(0.6, 0.5, 0.7), "b", new Weight(0.4, 1 - 0.7, 0.5))));
        assertThat(feedback.lines().get(0))
                .isEqualTo(
                        "weights of scalp:  a 50.0 % to 70.0 % (began with 60.0)  b 30.0 % to 50.0 % (began with 40.0)");
    }

    @Test
    void passesOverSharesOfAVoteThatSomebodyAbstainedFrom() {
        decide("EURUSD", 1, "stale");

        assertThat(feedback.weights()).isEmpty();
    }

    @Test
    void countsWhatEachCheckKeptBackAndTheDecisionsThatWereHaltedOnce() {
        decide("EURUSD", 0.6, "", "cooldown");
        decide("EURUSD", 0.6, "", "cooldown", "breaker:strategy", "blocked:flash-move");

        assertThat(feedback.keptBack())
                .containsOnly(
                        Map.entry("cooldown", 2L),
                        Map.entry("breaker:strategy", 1L),
                        Map.entry("blocked:flash-move", 1L));
        assertThat(feedback.lines()).last().asString().endsWith("signals they kept back 1");
    }

    private void decide(String symbol, double share, String abstention, String... checks) {
        List<Rejection> rejections = List.of(checks).stream()
                .map(check -> new Rejection(check, 1, 2))
                .toList();
        feedback.take(new Decision(
                "scalp",
                symbol,
                "bar:M1:1",
                0,
                1,
                1,
                1,
                1,
                1,
                1,
                1,
                0,
                List.of(new Vote("a", "1", 0, 0, 1, share, ""), new Vote("b", "1", 0, 0, 1, 1 - share, abstention)),
                0,
                0,
                1,
                Direction.BUY,
                1,
                rejections.isEmpty() ? Outcome.HELD : Outcome.REJECTED,
                rejections,
                "",
                null));
    }
}
