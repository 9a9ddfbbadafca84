package io.tickpilot.core.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.config.ConfigException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegimeModelTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsBackBitByBitWhatItWrote(long seed) {
        RegimeModel model = RegimeModels.random(seed, (int) (2 + seed % 5));

        RegimeModel read = RegimeModel.parse(model.toText());

        assertThat(read).isEqualTo(model);
        assertThat(read.toText()).isEqualTo(model.toText());
        assertThat(read.hash()).isEqualTo(model.hash()).hasSize(64);
        assertThat(read.name()).isEqualTo("1-" + model.hash().substring(0, 8));
    }

    @Test
    void hashesTheValuesNotTheLayout() {
        RegimeModel model = RegimeModels.plain();
        String text = model.toText().replace("# ", "# another comment ").replace("margin: 0.2", "margin:    0.20");

        assertThat(RegimeModel.parse(text)).isEqualTo(model);
    }

    @Test
    void survivesJavaSerialization() throws IOException, ClassNotFoundException {
        RegimeModel model = RegimeModels.plain();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(model);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(model);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    version: 1                | version: 2           | version: must be in [1, 1]: 2
                    timeframe: m5             | timeframe: m7        | timeframe: must be one of s1, m1, m5, m15, h1: m7
                    margin: 0.2               | margin: 1.5          | margin: must be in [0, 1]: 1.5
                    margin: 0.2               | margn: 0.2           | margin: is required: nothing given
                    margin: 0.2               | margn: 0.2           | margn: unknown key: did you mean margin?
                    label: trending-up        | label: sideways      | states.0.label: must be one of trending-up, trending-down, ranging, volatile, quiet: sideways
                    start: 0.2                | start: 0.3           | states: their start must sum to 1: 1.5
                    next: [0.9, 0.025         | next: [0.9, 0.225    | states.0.next: must be probabilities that sum to 1: [0.9, 0.225, 0.025, 0.025, 0.025]
                    next: [0.9, 0.025         | next: [0.95, -0.025  | states.0.next: must be probabilities that sum to 1: [0.95, -0.025, 0.025, 0.025, 0.025]
                    next: [0.9, 0.025         | next: [0.9           | states.0.next: must be 5 finite numbers: [0.9, 0.025, 0.025, 0.025]
                    covariance: [0.5          | covariance: [-0.5    | states.0.covariance: must be positive definite, its variances above 0: [-0.5, 0.05, 0.4, 0.0, 0.1, 0.6]
                    covariance: [0.5, 0.05    | covariance: [0.5, 2  | states.0.covariance: must be positive definite, its variances above 0: [0.5, 2.0, 0.4, 0.0, 0.1, 0.6]
                    covariance: [0.5          | covariance: [.inf    | states.0.covariance: must be 6 finite numbers: [Infinity, 0.05, 0.4, 0.0, 0.1, 0.6]
                    mean: [1.5, 0.0           | mean: [1.5, x        | states.0.mean: must be 3 finite numbers: [1.5, x, 1.0]
                    deviation: [0.9           | deviation: [0        | scaling.deviation: must be above 0: [0.0, 0.4, 0.12]
                    long-volatility: 20       | long-volatility: 4   | periods.long-volatility: must be above volatility 4: 4
                    'seed: "-7"'              | seed: seven          | training.seed: must be a whole number: seven
                    """)
    void namesWhatIsWrong(String right, String wrong, String fault) {
        String text = RegimeModels.plain().toText();
        assertThat(text).contains(right);

        assertThatThrownBy(() -> RegimeModel.parse(text.replace(right, wrong)))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.faults()).contains(fault));
    }

    @Test
    void refusesAValueThatItsHashDoesNotCover() {
        RegimeModel model = RegimeModels.plain();
        String text = model.toText().replace("margin: 0.2", "margin: 0.21");

        assertThatThrownBy(() -> RegimeModel.parse(text))
                .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.faults())
                        .singleElement()
                        .asString()
                        .startsWith("hash: must be that of the content, ")
                        .endsWith(": " + model.hash()));
    }

    @Test
    void refusesAnythingButAWholeModel() {
        for (String text : List.of("", "[]", "states: 3", "states: [1, 2]", "states: [{}, {}]", "version: {a: b}")) {
            assertThatThrownBy(() -> RegimeModel.parse(text)).isInstanceOf(ConfigException.class);
        }
    }
}
