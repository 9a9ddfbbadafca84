package io.tickpilot.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VolatilityTest {
    private static final int BARS = 4_000;
    private static final int STEPS = 2_000;
    private static final double SIGMA = 0.02;

    /** What all three are for; a wrong constant in a formula would not find it. Ranges of steps fall short of true ones by 2 %. */
    @Test
    void allThreeEstimateTheVolatilityOfABrownianMotion() {
        CloseVolatility closes = new CloseVolatility(BARS - 1);
        ParkinsonVolatility parkinson = new ParkinsonVolatility(BARS);
        GarmanKlassVolatility garmanKlass = new GarmanKlassVolatility(BARS);
        SplittableRandom random = new SplittableRandom(11);
        double step = SIGMA / Math.sqrt(STEPS);
        double log = 0;
        for (int bar = 0; bar < BARS; bar++) {
            double open = log;
            double high = log;
            double low = log;
            for (int i = 0; i < STEPS; i++) {
                log += random.nextBoolean() ? step : -step;
                high = Math.max(high, log);
                low = Math.min(low, log);
            }
            closes.add(Math.exp(log));
            parkinson.add(Math.exp(high), Math.exp(low));
            garmanKlass.add(Math.exp(open), Math.exp(high), Math.exp(low), Math.exp(log));
        }

        assertThat(closes.value()).isCloseTo(SIGMA, within(0.03 * SIGMA));
        assertThat(parkinson.value()).isCloseTo(SIGMA, within(0.03 * SIGMA));
        assertThat(garmanKlass.value()).isCloseTo(SIGMA, within(0.03 * SIGMA));
    }

    @Test
    void isOfOneBarAndAShareOfThePrice() {
        CloseVolatility closes = new CloseVolatility(2);
        ParkinsonVolatility parkinson = new ParkinsonVolatility(1);
        GarmanKlassVolatility garmanKlass = new GarmanKlassVolatility(1);
        closes.add(100);
        closes.add(101);
        closes.add(100);
        parkinson.add(101, 99);
        garmanKlass.add(100, 101, 99, 100.5);

        assertThat(closes.value()).isCloseTo(0.014071892842649765, within(1e-15));
        assertThat(parkinson.value()).isCloseTo(0.012011624486024872, within(1e-15));
        assertThat(garmanKlass.value()).isCloseTo(0.01379869710551344, within(1e-15));
    }
}
