package io.tickpilot.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void isTheNearestDoubleToTheSumOfWhatIsLeft(int seed) {
        Random random = new Random(seed);
        ExactSum sum = new ExactSum();
        List<Double> left = new ArrayList<>();
        BigDecimal exact = BigDecimal.ZERO;
        for (int step = 0; step < 20_000; step++) {
            if (left.isEmpty() || random.nextInt(100) < 52) {
                double number = (random.nextDouble() - 0.3) * StrictMath.pow(2, random.nextInt(120) - 60);
                left.add(number);
                sum.add(number);
                exact = exact.add(new BigDecimal(number));
            } else {
                double number = left.remove(random.nextInt(left.size()));
                sum.subtract(number);
                exact = exact.subtract(new BigDecimal(number));
            }
            assertThat(sum.value()).isEqualTo(exact.doubleValue());
        }
        left.forEach(sum::subtract);
        assertThat(sum.value()).isZero();
    }

    @Test
    void roundsHalvesByWhatFollowsThem() {
        double half = StrictMath.pow(2, -53);
        assertThat(of(1, half).value()).isEqualTo(1);
        assertThat(of(1, half, StrictMath.pow(2, -150)).value()).isEqualTo(Math.nextUp(1.0));
        assertThat(of(Math.nextUp(1.0), half, -StrictMath.pow(2, -150)).value()).isEqualTo(Math.nextUp(1.0));
    }

    @Test
    void keepsWhatALargeNumberHid() {
        assertThat(of(0.1, 1e17, -1e17).value()).isEqualTo(0.1);
    }

    private static ExactSum of(double... numbers) {
        ExactSum sum = new ExactSum();
        for (double number : numbers) {
            sum.add(number);
        }
        return sum;
    }
}
