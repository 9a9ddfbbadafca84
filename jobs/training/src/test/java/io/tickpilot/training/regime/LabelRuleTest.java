package io.tickpilot.training.regime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.regime.Regime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelRuleTest {

    @ParameterizedTest
    @CsvSource({
        "0.5, 4, 25, 1, TRENDING_UP",
        "-0.5, -4, 25, 1, TRENDING_DOWN",
        "1.2, 30, 40, 2, TRENDING_UP",
        "0.49, 4, 25, 1, RANGING",
        "0.5, 3.9, 25, 1, RANGING",
        "-0.5, -4, 24.9, 1, RANGING",
        "0.49, 4, 25, 1.25, VOLATILE",
        "0, 0, 15, 1.24, RANGING",
        "0, 0, 15, 0.81, RANGING",
        "0, 0, 15, 0.8, QUIET",
    })
    void labelsByTheWrittenRule(double meanReturn, double t, double adx, double volatility, Regime expected) {
        assertThat(LabelRule.label(meanReturn, t, adx, volatility)).isEqualTo(expected);
    }
}
