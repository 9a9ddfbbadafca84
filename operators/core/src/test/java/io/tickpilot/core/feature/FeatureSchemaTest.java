package io.tickpilot.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeatureSchemaTest {

    private final FeatureSchema schema = FeatureSchema.technicalV1();

    @Test
    void technicalHasTwelveFeaturesOverSixtyMinutes() {
        assertThat(schema.name()).isEqualTo("technical");
        assertThat(schema.width()).isEqualTo(12).isEqualTo(TechnicalFeatures.WIDTH);
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
        assertThat(schema.hash()).isEqualTo("c33980ca5ce97c91bf35762e96a16716108e0c9fb16116eae0d801e7163c918b");
    }

    @Test
    void theMeaningNamesTheShapeAndEveryFormula() {
        assertThat(schema.meaning()).startsWith("technical|1|M1|60\n").hasLineCount(13);
        assertThat(schema.meaning()).contains("rsi=rsi14 / 100|0.0|1.0\n");
    }
}
