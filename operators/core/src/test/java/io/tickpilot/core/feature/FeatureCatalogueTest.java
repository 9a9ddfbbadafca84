package io.tickpilot.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeatureCatalogueTest {

    @Test
    void theSchemaOfEveryFeatureNamesAllKindsThatHaveDefaults() {
        FeatureSchema every = FeatureCatalogue.everyFeature();

        assertThat(every.featureNames())
                .containsExactlyElementsOf(FeatureCatalogue.kinds().stream()
                        .filter(FeatureKind::hasDefaults)
                        .map(FeatureKind::name)
                        .toList());
    }

    @Test
    void itsFeaturesMeanWhatTheirNameAloneMeansInAFile() {
        for (FeatureSchema.Feature feature : FeatureCatalogue.everyFeature().features()) {
            FeatureSchema written = FeatureSchema.parse("{name: x, features: [{of: " + feature.kind() + "}]}");

            assertThat(feature.meaning()).isEqualTo(written.features().get(0).meaning());
        }
    }

    @Test
    void itIsWarmWhenItsSlowestFeatureIs() {
        int slowest = FeatureCatalogue.kinds().stream()
                .filter(FeatureKind::hasDefaults)
                .mapToInt(FeatureKind::warmUp)
                .max()
                .orElseThrow();

        assertThat(FeatureCatalogue.everyFeature().warmUp()).isEqualTo(slowest);
    }
}
