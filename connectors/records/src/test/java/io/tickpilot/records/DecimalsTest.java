package io.tickpilot.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
    @Test
    void equalsParseDoubleBitForBit() throws BadCell {
        Random random = new Random(42);
        for (int i = 0; i < 1_000_000; i++) {
            String text = decimal(random);

            double parsed = parse(text, 0);

            assertThat(Double.doubleToRawLongBits(parsed))
                    .as(text)
                    .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
        }
    }

    @Test
    void shiftsTheDecimalPointExactly() throws BadCell {
        Random random = new Random(43);
        for (int i = 0; i < 200_000; i++) {
            String text = decimal(random);
            int shift = random.nextInt(13) - 6;
            String shifted =
                    new java.math.BigDecimal(text).scaleByPowerOfTen(shift).toString();
            double negativeZero = text.startsWith("-") ? -0.0 : 0.0;

            double expected = Double.parseDouble(shifted);

            assertThat(parse(text, shift)).as(text + " " + shift).isEqualTo(expected == 0 ? negativeZero : expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", ".", "e5", "1e", "1e+", "1.2.3", "abc", "1,5", "NaN", "Infinity", "0x10", "1d", "1 2"})
    void refusesWhatIsNoDecimal(String text) {
        assertThatThrownBy(() -> parse(text, 0)).isInstanceOf(BadCell.class).hasMessage("not a number: " + text);
    }

    @ParameterizedTest
    @CsvSource({"40.1868,3,40186", "42.666,3,42666", "292,3,292000", "0.0009,3,0", "1588.5,6,1588500000", "7,0,7"})
    void scalesTimesByCuttingOff(String text, int decimals, long expected) throws BadCell {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(Decimals.scaled(bytes, 0, bytes.length, decimals)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".5", "-1", "1e3", "1.2.3", "12345678901234567890"})
    void refusesWhatIsNoTime(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Decimals.scaled(bytes, 0, bytes.length, 3)).isInstanceOf(BadCell.class);
    }

    private static double parse(String text, int shift) throws BadCell {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Decimals.parse(bytes, 0, bytes.length, shift);
    }

    /** Mostly prices, sometimes very long, tiny or huge numbers. */
    private static String decimal(Random random) {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(10) == 0) {
            text.append(random.nextBoolean() ? '-' : '+');
        }
        digits(random, text, random.nextInt(20) == 0 ? 25 : 6);
        if (random.nextInt(5) > 0) {
            text.append('.');
            digits(random, text, random.nextInt(20) == 0 ? 25 : 8);
        }
        if (random.nextInt(10) == 0) {
            text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(700) - 350);
        }
        return text.toString();
    }

    private static void digits(Random random, StringBuilder text, int most) {
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
    }
}
