package io.tickpilot.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Entry at bid 100, ask 101, ATR 5, barriers 2 ATR away, horizon 3 bars of 20. */
class OpenLabelTest {
    private static final Entry ENTRY = new Entry(100, 101, 5, 0.5);

    private final OpenLabel label = open(LabelSettings.tripleBarrier(2, 3));

    @Test
    void labelsBuyOnlyOnceTheBidIsABarrierAboveTheAskPaid() {
        assertThat(quote(1, 110.5)).isNull();

        Sample settled = settle(2, 111);

        assertThat(settled.label()).isEqualTo(Label.BUY);
        assertThat(settled.outcome().buyReturn()).isEqualTo(1);
        assertThat(settled.outcome().sellReturn()).isCloseTo(-1.15, within(1e-9));
    }

    @Test
    void labelsSellOnlyOnceTheAskIsABarrierBelowTheBidGot() {
        assertThat(quote(1, 89.5)).isNull();

        Sample settled = settle(2, 89);

        assertThat(settled.label()).isEqualTo(Label.SELL);
        assertThat(settled.outcome().sellReturn()).isEqualTo(1);
        assertThat(settled.outcome().buyReturn()).isLessThanOrEqualTo(-1);
    }

    @Test
    void keepsWhatHappenedFirstWhateverFollows() {
        assertThat(quote(1, 109)).isNull();

        Sample settled = settle(2, 150);

        assertThat(settled.label()).isEqualTo(Label.BUY);
        assertThat(settled.outcome().sellReturn()).isEqualTo(-1);
    }

    @Test
    void labelsHoldWhenBothTradesAreStopped() {
        assertThat(quote(1, 91)).isNull();

        Sample settled = settle(2, 112);

        assertThat(settled.label()).isEqualTo(Label.HOLD);
        assertThat(settled.outcome().buyReturn()).isEqualTo(-1);
        assertThat(settled.outcome().sellReturn()).isLessThan(-1);
    }

    @Test
    void labelsHoldAtTheHorizonAndTakesTheOutcomeThere() {
        assertThat(quote(59, 104)).isNull();

        Sample settled = settle(60, 104);

        assertThat(settled.label()).isEqualTo(Label.HOLD);
        assertThat(settled.outcome().buyReturn()).isCloseTo(0.3, within(1e-9));
        assertThat(settled.outcome().sellReturn()).isCloseTo(-0.5, within(1e-9));
        assertThat(settled.endMicros()).isEqualTo(60);
    }

    @Test
    void stopsSlipButTargetsDoNot() {
        Sample settled = settle(1, 150);

        assertThat(settled.outcome().buyReturn()).isEqualTo(1);
        assertThat(settled.outcome().sellReturn()).isCloseTo(-5.1, within(1e-9));
    }

    @Test
    void measuresHowFarEachTradeWentEitherWay() {
        assertThat(quote(1, 97)).isNull();
        assertThat(quote(2, 106)).isNull();

        Outcome outcome = settle(60, 102).outcome();

        assertThat(outcome.midReturn()).isCloseTo(0.4, within(1e-9));
        assertThat(outcome.buyAdverse()).isCloseTo(4 / 5.0, within(1e-9));
        assertThat(outcome.buyFavourable()).isCloseTo(1, within(1e-9));
        assertThat(outcome.sellAdverse()).isCloseTo(7 / 5.0, within(1e-9));
        assertThat(outcome.sellFavourable()).isCloseTo(2 / 5.0, within(1e-9));
    }

    @Test
    void aFixedHorizonPaysTheSpreadAndWantsMoreThanTheHurdle() {
        assertThat(atHorizon(0.5, 103.5)).isEqualTo(Label.HOLD);
        assertThat(atHorizon(0.5, 103.6)).isEqualTo(Label.BUY);
        assertThat(atHorizon(0.5, 96.5)).isEqualTo(Label.HOLD);
        assertThat(atHorizon(0.5, 96.4)).isEqualTo(Label.SELL);
        assertThat(atHorizon(0, 100.5)).isEqualTo(Label.HOLD);
    }

    @Test
    void aFixedHorizonLooksAtNothingBefore() {
        OpenLabel fixed = open(LabelSettings.fixedHorizon(0, 3));

        assertThat(fixed.onQuote(1, 200, 201)).isNull();
        Sample settled = fixed.onQuote(61, 102, 103);

        assertThat(settled).isNotNull();
        assertThat(settled.outcome().buyReturn()).isCloseTo(0.2, within(1e-9));
        assertThat(settled.endMicros()).isEqualTo(61);
    }

    @Test
    void aBarThatReachesTargetAndStopIsTakenAsStopped() {
        Sample settled = label.onBar(bar(0, 100, 115, 85, 112));

        assertThat(settled).isNotNull();
        assertThat(settled.label()).isEqualTo(Label.HOLD);
        assertThat(settled.outcome().buyReturn()).isEqualTo(-1);
        assertThat(settled.outcome().sellReturn()).isEqualTo(-1);
    }

    @Test
    void aBarThatOpensBeyondTheStopFillsItThere() {
        assertThat(label.onBar(bar(0, 100, 101, 99, 100))).isNull();

        Sample settled = label.onBar(bar(20, 80, 82, 79, 81));

        assertThat(settled).isNotNull();
        assertThat(settled.label()).isEqualTo(Label.SELL);
        assertThat(settled.outcome().sellReturn()).isEqualTo(1);
        assertThat(settled.outcome().buyReturn()).isCloseTo(-2.1, within(1e-9));
    }

    @Test
    void barsEndAtTheCloseOfTheBarInWhichTheHorizonLies() {
        assertThat(label.onBar(bar(0, 100, 103, 98, 101))).isNull();
        assertThat(label.onBar(bar(20, 100, 103, 98, 101))).isNull();

        Sample settled = label.onBar(bar(40, 100, 103, 98, 104));

        assertThat(settled).isNotNull();
        assertThat(settled.label()).isEqualTo(Label.HOLD);
        assertThat(settled.outcome().buyReturn()).isCloseTo(0.3, within(1e-9));
    }

    private static Label atHorizon(double hurdle, double bid) {
        Sample settled = open(LabelSettings.fixedHorizon(hurdle, 3)).onQuote(60, bid, bid + 1);
        assertThat(settled).isNotNull();
        return settled.label();
    }

    private static OpenLabel open(LabelSettings settings) {
        return new OpenLabel("S", 0, 0, ENTRY, settings, 20);
    }

    /** A bar of bids; asks are 1 above. It ends 20 later by being a minute that began earlier. */
    private static Bar bar(long from, double open, double high, double low, double close) {
        return new Bar(
                "S",
                Timeframe.M1,
                from + 20 - Timeframe.M1.micros(),
                open,
                high,
                low,
                close,
                open + 1,
                high + 1,
                low + 1,
                close + 1,
                4,
                0,
                0);
    }

    private @Nullable Sample quote(long timeMicros, double bid) {
        return label.onQuote(timeMicros, bid, bid + 1);
    }

    private Sample settle(long timeMicros, double bid) {
        Sample sample = quote(timeMicros, bid);
        assertThat(sample).isNotNull();
        return sample;
    }
}
