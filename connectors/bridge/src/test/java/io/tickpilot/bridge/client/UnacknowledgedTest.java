package io.tickpilot.bridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnacknowledgedTest {
    private final Unacknowledged unacknowledged = new Unacknowledged(100);

    @Test
    void everythingIsRepeatedInOrderAfterAWaitWithoutAnswers() {
        add(1, 0);
        add(2, 50);

        assertThat(unacknowledged.due(99)).isEmpty();
        assertThat(unacknowledged.due(100)).extracting(sent -> sent.frame()[0]).containsExactly((byte) 1, (byte) 2);
    }

    @Test
    void anAnswerBeginsTheWaitAnew() {
        add(1, 0);
        add(2, 0);

        assertThat(unacknowledged.answered(1, 90)).isNotNull();
        assertThat(unacknowledged.answered(1, 91)).isNull();
        assertThat(unacknowledged.due(180)).isEmpty();
        assertThat(unacknowledged.due(190)).hasSize(1);
    }

    @Test
    void repeatingGetsRarerUntilAnAnswerComes() {
        add(1, 0);

        assertThat(unacknowledged.due(100)).hasSize(1);
        assertThat(unacknowledged.due(299)).isEmpty();
        assertThat(unacknowledged.due(300)).hasSize(1);
        for (long now = 301; now < 20_000; now++) {
            unacknowledged.due(now);
        }
        assertThat(unacknowledged.due(21_000)).hasSize(1);
    }

    @Test
    void aBridgeThatIsBackGetsEverythingAtOnce() {
        add(1, 0);
        unacknowledged.due(100);

        unacknowledged.reconnected(120);

        assertThat(unacknowledged.due(120)).hasSize(1);
    }

    private void add(long request, long now) {
        unacknowledged.add(request, new Unacknowledged.Sent(new byte[] {(byte) request}, request, null), now);
    }
}
