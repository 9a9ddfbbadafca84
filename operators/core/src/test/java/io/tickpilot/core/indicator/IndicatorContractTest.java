package io.tickpilot.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.indicator.Bars.Bar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every indicator: equal to its naive twin, NaN before its warm-up, exact previews, exact state. */
class IndicatorContractTest {
    private static final int LENGTH = 2_000;
    private static final int SEEDS = 5;

    @ParameterizedTest
    @EnumSource
    void equalsItsNaiveTwinAndIsNaNBeforeItsWarmUp(Output output) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Bars bars = Bars.randomWalk(seed, LENGTH);
            double[] expected = output.naive(bars);
            Output.Subject subject = output.create();
            assertThat(subject.now()).isNaN();
            for (int i = 0; i < LENGTH; i++) {
                subject.add(bars.get(i));
                assertThat(Double.isNaN(subject.now())).isEqualTo(i + 1 < subject.warmUp());
                if (i + 1 >= subject.warmUp()) {
                    assertThat(subject.now())
                            .as("seed %d bar %d", seed, i)
                            .isCloseTo(
                                    expected[i],
                                    within(output.tolerance(
                                            expected[i], bars.get(i).close())));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void previewsExactlyWhatAddingWouldGiveAndChangesNothing(Output output) {
        Output.Subject subject = output.create();
        Output.Subject undisturbed = output.create();
        SplittableRandom random = new SplittableRandom(7);
        for (Bar bar : Bars.randomWalk(1, LENGTH).list()) {
            for (int i = 0; i < 3; i++) {
                subject.preview(bar.times(1 + random.nextDouble() * 0.01));
            }
            double preview = subject.preview(bar);
            subject.add(bar);
            undisturbed.add(bar);
            assertThat(preview).isEqualTo((Double) subject.now());
            assertThat(subject.now()).isEqualTo((Double) undisturbed.now());
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnBitByBitAfterARoundTripOfItsState(Output output) throws IOException {
        Output.Subject subject = output.create();
        Output.Subject undisturbed = output.create();
        int i = 0;
        for (Bar bar : Bars.randomWalk(2, 200).list()) {
            subject.add(bar);
            undisturbed.add(bar);
            if (i++ % 7 == 0) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                subject.indicator().writeTo(new DataOutputStream(bytes));
                subject = output.create();
                subject.indicator().readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            }
            assertThat(subject.now()).isEqualTo((Double) undisturbed.now());
        }
    }

    @Test
    void rsiIsNeutralWithoutAnyMovement() {
        Rsi rsi = new Rsi(14);
        for (int i = 0; i < 20; i++) {
            rsi.add(1.1);
        }

        assertThat(rsi.value()).isEqualTo(50);
    }

    @Test
    void bollingerHasNoWidthWithoutAnyMovement() {
        Bollinger bollinger = new Bollinger(20, 2);
        for (int i = 0; i < 45; i++) {
            bollinger.add(1.1);
        }

        assertThat(bollinger.deviation()).isZero();
        assertThat(bollinger.upper()).isEqualTo(1.1);
    }

    @Test
    void aCrossNeedsAFastAndASlowAverage() {
        assertThatThrownBy(() -> new EmaCross(21, 9)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stochasticIsNeutralAndCciZeroAndVolatilityNothingWithoutAnyMovement() {
        Stochastic stochastic = new Stochastic(14, 3, 3);
        Cci cci = new Cci(20);
        CloseVolatility volatility = new CloseVolatility(20);
        Adx adx = new Adx(14);
        for (int i = 0; i < 45; i++) {
            stochastic.add(1.1, 1.1, 1.1);
            cci.add(1.1, 1.1, 1.1);
            volatility.add(1.1);
            adx.add(1.1, 1.1, 1.1);
        }

        assertThat(stochastic.percentD()).isEqualTo(50);
        assertThat(cci.value()).isZero();
        assertThat(volatility.value()).isZero();
        assertThat(adx.plusDi()).isZero();
        assertThat(adx.adx()).isZero();
    }

    @Test
    void directionalMovementEndsAtNothingWhenThePriceHasNotMovedForThousandsOfBars() {
        Adx adx = new Adx(14);
        for (Bar bar : Bars.lively(1, 100).list()) {
            adx.add(bar.high(), bar.low(), bar.close());
        }
        for (int i = 0; i < 30_000; i++) {
            adx.add(100, 100, 100);
        }

        assertThat(adx.plusDi()).isZero();
        assertThat(adx.minusDi()).isZero();
        assertThat(adx.dx()).isZero();
        assertThat(adx.adx()).isCloseTo(0, within(1e-9));
    }

    @Test
    void vwapIsNaNWithoutVolumeAndComesBackWithIt() {
        RollingVwap rolling = new RollingVwap(3);
        SessionVwap session = new SessionVwap();
        for (int i = 0; i < 5; i++) {
            rolling.add(1.1, 0);
            session.add(7, 1.1, 0);
        }
        assertThat(rolling.value()).isNaN();
        assertThat(session.value()).isNaN();

        rolling.add(1.2, 4);
        session.add(7, 1.2, 4);
        assertThat(rolling.value()).isEqualTo(1.2);
        assertThat(session.value()).isEqualTo(1.2);
    }

    @Test
    void aDeviationNeedsTwoReturns() {
        assertThatThrownBy(() -> new CloseVolatility(1)).isInstanceOf(IllegalArgumentException.class);
    }
}
