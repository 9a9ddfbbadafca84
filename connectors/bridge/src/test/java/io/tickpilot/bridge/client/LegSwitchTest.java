package io.tickpilot.bridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LegSwitchTest {
    private static final Duration FAIL = Duration.ofSeconds(3);
    private static final Duration RECOVER = Duration.ofSeconds(10);

    private final LegSwitch legs = new LegSwitch(FAIL, RECOVER, false, 0);

    @Test
    void zeroMqIsUsedWhileItAnswers() {
        for (long second = 0; second < 100; second++) {
            legs.zeroMqAnswered(at(second));
            assertThat(legs.decide(true, at(second))).isFalse();
            assertThat(legs.wantsWebSocket(at(second))).isFalse();
        }
    }

    @Test
    void silenceLeadsToTheWebSocketOnceItIsOpen() {
        assertThat(legs.decide(true, at(3))).isFalse();
        assertThat(legs.wantsWebSocket(at(4))).isTrue();
        assertThat(legs.decide(false, at(4))).isFalse();
        assertThat(legs.decide(true, at(5))).isTrue();
        assertThat(legs.isOnWebSocket()).isTrue();
        assertThat(legs.wantsWebSocket(at(5))).isTrue();
    }

    @Test
    void zeroMqIsTakenAgainAfterItWasWellForAWhile() {
        onWebSocket();
        for (long second = 20; second < 30; second++) {
            answerBoth(second);
            assertThat(legs.decide(true, at(second))).as("at %s s", second).isFalse();
        }
        answerBoth(30);

        assertThat(legs.decide(true, at(30))).isTrue();
        assertThat(legs.isOnWebSocket()).isFalse();
        assertThat(legs.switches()).isEqualTo(2);
    }

    @Test
    void aPauseBeginsTheWhileAnew() {
        onWebSocket();
        for (long second = 20; second < 28; second++) {
            answerBoth(second);
        }
        for (long second = 35; second < 45; second++) {
            answerBoth(second);
            assertThat(legs.decide(true, at(second))).as("at %s s", second).isFalse();
        }
    }

    @Test
    void aWebSocketThatEndsOrFallsSilentIsLeftAtOnceForAZeroMqThatAnswers() {
        onWebSocket();
        legs.zeroMqAnswered(at(20));
        assertThat(legs.decide(false, at(20))).isTrue();
        assertThat(legs.isOnWebSocket()).isFalse();

        assertThat(legs.decide(true, at(24))).isTrue();
        legs.zeroMqAnswered(at(28));
        assertThat(legs.isWebSocketSilent(at(28))).isTrue();
        assertThat(legs.decide(true, at(28))).isTrue();
        assertThat(legs.isOnWebSocket()).isFalse();
    }

    @Test
    void withNeitherItStaysWhereItIs() {
        onWebSocket();

        assertThat(legs.decide(false, at(100))).isFalse();
        assertThat(legs.isOnWebSocket()).isTrue();
    }

    @Test
    void zeroMqWithoutSignalsIsNotWellForWhoWantsThem() {
        LegSwitch terminal = new LegSwitch(FAIL, RECOVER, true, 0);
        terminal.zeroMqPublished(at(1));
        terminal.zeroMqAnswered(at(5));
        assertThat(terminal.decide(true, at(5))).isFalse();
        terminal.zeroMqAnswered(at(6));

        assertThat(terminal.decide(true, at(6))).isTrue();
    }

    private void onWebSocket() {
        assertThat(legs.decide(true, at(4))).isTrue();
    }

    private void answerBoth(long second) {
        legs.zeroMqAnswered(at(second));
        legs.webSocketAnswered(at(second));
    }

    private static long at(long second) {
        return Duration.ofSeconds(second).toNanos();
    }
}
