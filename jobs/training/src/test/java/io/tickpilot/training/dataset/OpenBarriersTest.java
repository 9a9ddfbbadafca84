package io.tickpilot.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Entry at bid 100, ask 101, barriers 10 away, horizon 60. */
class OpenBarriersTest {
    private final OpenBarriers barriers = new OpenBarriers("S", 0, 60, new float[1], 100, 101, 10);

    @Test
    void labelsBuyOnlyOnceTheBidIsABarrierAboveTheAskPaid() {
        assertThat(quote(1, 110.5)).isNull();

        Sample settled = settle(2, 111);

        assertThat(settled.label()).isEqualTo(Label.BUY);
        assertThat(settled.buyReturn()).isEqualTo(1);
        assertThat(settled.sellReturn()).isCloseTo(-1.15, within(1e-9));
    }

    @Test
    void labelsSellOnlyOnceTheAskIsABarrierBelowTheBidGot() {
        assertThat(quote(1, 89.5)).isNull();

        Sample settled = settle(2, 89);

        assertThat(settled.label()).isEqualTo(Label.SELL);
        assertThat(settled.sellReturn()).isEqualTo(1);
        assertThat(settled.buyReturn()).isLessThanOrEqualTo(-1);
    }

    @Test
    void keepsWhatHappenedFirstWhateverFollows() {
        assertThat(quote(1, 109)).isNull();

        Sample settled = settle(2, 150);

        assertThat(settled.label()).isEqualTo(Label.BUY);
        assertThat(settled.sellReturn()).isEqualTo(-1);
    }

    @Test
    void labelsHoldWhenBothTradesAreStopped() {
        assertThat(quote(1, 91)).isNull();

        Sample settled = settle(2, 112);

        assertThat(settled.label()).isEqualTo(Label.HOLD);
        assertThat(settled.buyReturn()).isEqualTo(-1);
        assertThat(settled.sellReturn()).isLessThan(-1);
    }

    @Test
    void labelsHoldAtTheHorizonAndTakesTheOutcomeThere() {
        assertThat(quote(59, 104)).isNull();

        Sample settled = settle(60, 104);

        assertThat(settled.label()).isEqualTo(Label.HOLD);
        assertThat(settled.buyReturn()).isCloseTo(0.3, within(1e-9));
        assertThat(settled.sellReturn()).isCloseTo(-0.5, within(1e-9));
        assertThat(settled.endMicros()).isEqualTo(60);
    }

    @Test
    void stopsSlipButTargetsDoNot() {
        Sample settled = settle(1, 150);

        assertThat(settled.buyReturn()).isEqualTo(1);
        assertThat(settled.sellReturn()).isCloseTo(-5.1, within(1e-9));
    }

    private @Nullable Sample quote(long timeMicros, double bid) {
        return barriers.onQuote(timeMicros, bid, bid + 1);
    }

    private Sample settle(long timeMicros, double bid) {
        Sample sample = quote(timeMicros, bid);
        assertThat(sample).isNotNull();
        return sample;
    }
}
