package io.tickpilot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonTest {
    private record Pair(double known, double unknown) {}

    @Test
    void writesWhatIsNoNumberAsNull() {
        assertThat(Json.line(new Pair(1.5, Double.NaN))).isEqualTo("{\"known\":1.5,\"unknown\":null}");
        assertThat(Json.line(Map.of("a", Double.POSITIVE_INFINITY))).isEqualTo("{\"a\":null}");
    }

    @Test
    void ordersKeysSoThatEqualResultsAreEqualText() {
        assertThat(Json.line(new TreeMap<>(Map.of("b", 1, "a", 2)))).isEqualTo("{\"a\":2,\"b\":1}");
    }
}
