package io.tickpilot.core.bar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarSpecTest {
    private static final String KINDS =
            "bars must be one of s1, m1, m5, m15, h1, ticks-N, volume-X, dollar-X, trade-volume-X or trade-dollar-X: ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s1",
                "m1",
                "h1",
                "ticks-1",
                "ticks-500",
                "ticks-1000000000",
                "volume-1000",
                "volume-0.000000001",
                "dollar-1000000000000000",
                "trade-volume-0.5",
                "trade-dollar-123456789.012345"
            })
    void readsItsCanonicalText(String text) {
        assertThat(BarSpec.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"M15, m15", "' h1 ', h1", "ticks-0500, ticks-500", "Volume-1000.0, volume-1000", "ticks-5.0, ticks-5"})
    void readsWhatMeansTheSame(String text, String canonical) {
        assertThat(BarSpec.parse(text)).hasToString(canonical).isEqualTo(BarSpec.parse(canonical));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m2", "time-5", "time", "ticks", "tick-5", "trades-5", "500", "volume1000", "m1-5"})
    void namesAllKindsWhenItKnowsNone(String text) {
        assertThatThrownBy(() -> BarSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(KINDS + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticks-", "ticks-0", "ticks--5", "ticks-2.5", "ticks-1e3", "ticks-1000000001", "ticks-NaN"})
    void refusesTicksThatCannotBeCounted(String text) {
        assertThatThrownBy(() -> BarSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threshold of ticks bars must be whole, from 1 to 1000000000: " + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trade-volume-0",
                "trade-volume-0.0000000009",
                "trade-volume-1000000000000001",
                "trade-volume-1.234567890123456",
                "trade-volume-.5",
                "trade-volume-1,5",
                "trade-volume-infinity"
            })
    void refusesAmountsThatHaveNoExactText(String text) {
        assertThatThrownBy(() -> BarSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threshold of trade-volume bars must be a plain number from 0.000000001 to 1000000000000000"
                        + " of at most 15 digits: " + text);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e16, 1e-10, 0.1 + 0.2, 1 / 3.0})
    void refusesTheSameAmountsAsNumbers(double threshold) {
        assertThatThrownBy(() -> BarSpec.activity(BarSpec.Unit.DOLLAR, threshold))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(": dollar-" + threshold);
    }

    @ParameterizedTest
    @EnumSource(names = "TIME", mode = EnumSource.Mode.EXCLUDE, value = BarSpec.Unit.class)
    void textAndNumberSayTheSame(BarSpec.Unit unit) {
        SplittableRandom random = new SplittableRandom(unit.ordinal());
        for (int i = 0; i < 2_000; i++) {
            double threshold = unit == BarSpec.Unit.TICKS
                    ? random.nextInt(1, 1_000_000_000)
                    : random.nextLong(1, 1_000_000_000) / 1e3;
            BarSpec spec = BarSpec.activity(unit, threshold);

            BarSpec read = BarSpec.parse(spec.toString());

            assertThat(read.threshold()).isEqualTo(threshold);
            assertThat(read).isEqualTo(spec).hasSameHashCodeAs(spec);
        }
    }

    @ParameterizedTest
    @EnumSource(Timeframe.class)
    void timeBarsHaveATimeframe(Timeframe timeframe) {
        BarSpec spec = BarSpec.parse(timeframe.name());

        assertThat(spec).isEqualTo(BarSpec.time(timeframe));
        assertThat(spec.isTime()).isTrue();
        assertThat(spec.timeframe()).isEqualTo(timeframe);
        assertThat(spec.countsTrades()).isFalse();
    }

    @Test
    void activityBarsHaveNone() {
        BarSpec spec = BarSpec.parse("trade-dollar-5");

        assertThat(spec.isTime()).isFalse();
        assertThat(spec.countsTrades()).isTrue();
        assertThat(spec.unit()).isEqualTo(BarSpec.Unit.TRADE_DOLLAR);
        assertThatThrownBy(spec::timeframe).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> BarSpec.activity(BarSpec.Unit.TIME, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void survivesSerialization() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(BarSpec.parse("volume-0.25"));
            out.writeObject(BarSpec.parse("m5"));
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(BarSpec.parse("volume-0.25"));
            assertThat(((BarSpec) in.readObject()).timeframe()).isEqualTo(Timeframe.M5);
        }
    }
}
