package io.tickpilot.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.config.ConfigException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureSchemaTest {

    private final FeatureSchema schema = FeatureSchema.technicalV1();

    @Test
    void technicalHasTwelveFeaturesOverSixtyMinutes() {
        assertThat(schema.name()).isEqualTo("technical");
        assertThat(schema.width()).isEqualTo(12);
        assertThat(schema.lookback()).isEqualTo(60);
        assertThat(schema.size()).isEqualTo(720);
        assertThat(schema.featureNames())
                .containsExactly(
                        "open",
                        "high",
                        "low",
                        "close",
                        "volume",
                        "rsi",
                        "macd",
                        "macd_histogram",
                        "bollinger_b",
                        "bollinger_width",
                        "atr",
                        "ema_cross");
    }

    /** Models in the field name this hash. When it changes, the version must have, and models need training anew. */
    @Test
    void theMeaningOfVersionOneNeverChanges() {
        assertThat(schema.version()).isEqualTo(1);
        assertThat(schema.hash()).isEqualTo("3a32c875155884ad46c6eac97127434f86232d546090f7dbe60d7d47916ccd35");
    }

    /** The same promise to models of the price_prediction agent. */
    @Test
    void theMeaningOfThePriceSchemaNeverChanges() {
        FeatureSchema price = FeatureSchema.priceV1();

        assertThat(price.lookback()).isEqualTo(60);
        assertThat(price.width()).isEqualTo(22);
        assertThat(price.version()).isEqualTo(1);
        assertThat(price.hash()).isEqualTo("e704345467590f292ca5badcd18292663e1897f549d80edb5e9ef94dafe92ccd");
    }

    @Test
    void theMeaningNamesTheShapeAndEveryFeatureWithItsDefaults() {
        assertThat(schema.meaning()).startsWith("technical|1|m1|60\n").hasLineCount(13);
        assertThat(schema.meaning()).contains("rsi=rsi/1(period=14)@m1 unit [0.0, 1.0]\n");
    }

    @Test
    void aWindowIsFullAfterTheLongestWarmUpAndTheLookback() {
        assertThat(schema.warmUp()).isEqualTo(34 + 59);
    }

    @Test
    void theHashIsOfTheMeaningAndNotOfTheText() {
        FeatureSchema one = FeatureSchema.parse("""
                name: x
                rows: m5
                features:
                  - {of: rsi, scale: unit}
                  - {name: cross, of: ema-cross, slow: 34, fast: 9}
                """);
        FeatureSchema other = FeatureSchema.parse("""
                # the same, written otherwise
                features:
                  - {scale: unit, bars: M5, period: 14.0, of: rsi, name: rsi, min: 0, max: 1}
                  - fast: 9
                    of: ema-cross
                    slow: 34
                    name: cross
                lookback: 1
                version: 1
                rows: m5
                name: x
                """);

        assertThat(other.hash()).isEqualTo(one.hash());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: y",
                "version: 2",
                "rows: m1",
                "lookback: 2",
                "features: [{of: rsi, period: 15, scale: unit}]",
                "features: [{of: rsi, period: 14}]",
                "features: [{of: rsi, scale: unit, max: 0.9}]",
                "features: [{of: rsi, scale: unit, bars: m15}]",
                "features: [{of: rsi, scale: unit, name: other}]",
                "features: [{of: rsi, scale: unit}, {of: ema-cross}]"
            })
    void anyOtherMeaningHasAnotherHash(String change) {
        String base = "name: x\nversion: 1\nrows: m5\nlookback: 1\nfeatures: [{of: rsi, scale: unit}]\n";
        String key = change.substring(0, change.indexOf(':'));
        String changed = base.lines()
                .map(line -> line.startsWith(key + ":") ? change : line)
                .collect(Collectors.joining("\n"));

        assertThat(FeatureSchema.parse(changed).hash())
                .isNotEqualTo(FeatureSchema.parse(base).hash());
    }

    @Test
    void theOrderOfFeaturesIsMeaning() {
        assertThat(FeatureSchema.parse("{name: x, features: [{of: rsi}, {of: macd}]}")
                        .hash())
                .isNotEqualTo(FeatureSchema.parse("{name: x, features: [{of: macd}, {of: rsi}]}")
                        .hash());
    }

    @Test
    void readsWhatItWrites() {
        FeatureSchema odd = FeatureSchema.parse("""
                name: "1e3 \\"quoted\\" \\\\ line\\nbreak"
                version: 7
                rows: ticks-500
                lookback: 9
                features:
                  - {name: "true", of: rsi, scale: unit, min: 0.1}
                  - {name: "null", of: macd, scale: atr, max: 1e-7, bars: m15}
                  - {name: "", of: close-change, min: -1e30}
                  - {name: 12, of: bollinger-b, width: 2.5}
                """);
        for (FeatureSchema each : List.of(schema, odd)) {
            FeatureSchema read = FeatureSchema.parse(each.toYaml());

            assertThat(read).isEqualTo(each).hasSameHashCodeAs(each);
            assertThat(read.meaning()).isEqualTo(each.meaning());
            assertThat(read.toYaml()).isEqualTo(each.toYaml());
        }
        assertThat(schema.toYaml())
                .contains("  - {name: rsi, of: rsi, bars: m1, period: 14, scale: unit, min: 0, max: 1}\n");
        assertThat(odd).isNotEqualTo(schema);
    }

    @Test
    void readsWhatItWritesOfEveryKindOfFeature() {
        Random random = new Random(5);
        int written = 0;
        for (FeatureKind<?> kind : FeatureCatalogue.kinds()) {
            for (int i = 0; i < 20; i++) {
                StringBuilder text = new StringBuilder("{name: x, features: [{of: " + kind.name());
                kind.parameters().forEach(p -> text.append(", ").append(p.name() + ": " + anyValue(p, random)));
                if (random.nextBoolean()) {
                    text.append(", min: ").append(-random.nextDouble());
                }
                FeatureSchema one;
                try {
                    one = FeatureSchema.parse(text + "}]}");
                } catch (ConfigException e) {
                    assertThat(e.faults()).as("%s", text).allMatch(f -> f.contains("parameters do not go together"));
                    continue;
                }
                assertThat(FeatureSchema.parse(one.toYaml())).as("%s", text).isEqualTo(one);
                written++;
            }
        }
        assertThat(written).isGreaterThan(10 * FeatureCatalogue.kinds().size());
    }

    private static String anyValue(Parameter parameter, Random random) {
        double at = Math.min(parameter.min() + random.nextDouble() * 200, parameter.max());
        return switch (parameter.form()) {
            case WHOLE_NUMBER -> Integer.toString((int) at);
            case NUMBER -> Double.toString(at);
            case WORD ->
                parameter.choices().isEmpty()
                        ? "\"0e1234567\""
                        : parameter
                                .choices()
                                .get(random.nextInt(parameter.choices().size()));
        };
    }

    @Test
    void tellsAllFaultsOfASchemaAtOnce() {
        assertThatThrownBy(() -> FeatureSchema.parse("""
                        name: x
                        rows: m2
                        features:
                          - {of: rsy}
                          - {of: rsi, period: 0}
                          - {of: rsi, period: 20, scale: atr}
                          - {of: macd, fast: 30, slow: 10, name: m}
                          - {of: macd, min: 3, max: 1, name: m}
                          - {of: ema-cross, fst: 3}
                        """))
                .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.faults())
                        .anySatisfy(f -> assertThat(f).startsWith("rows: ").contains("m2"))
                        .anySatisfy(
                                f -> assertThat(f).startsWith("features.0.of: ").endsWith(": rsy"))
                        .contains("features.1.period: must be in [2, 1000]: 0")
                        .contains("features.2.scale: does not suit a feature of unit 0..100: atr")
                        .anySatisfy(f -> assertThat(f).startsWith("features.3.of: parameters do not go together: "))
                        .contains("features.4.min: must be below max 1.0: 3.0")
                        .contains("features.4.name: must be unique among the features: m")
                        .contains("features.5.fst: unknown key: did you mean features.5.fast?"));
    }

    @Test
    void travelsWithAJobGraph() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(schema);
        }
        Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat(copy).isInstanceOfSatisfying(FeatureSchema.class, c -> {
            assertThat(c.hash()).isEqualTo(schema.hash());
            assertThat(c.features()).isEqualTo(schema.features());
        });
    }
}
