package io.tickpilot.local.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.feature.FeatureCatalogue;
import io.tickpilot.core.feature.FeatureKind;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.local.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeatureDocumentationTest {

    @Test
    void theCommittedPageIsThatOfTheCatalogue() throws IOException {
        assertThat(Files.readString(Home.path().resolve("docs/features.md")))
                .as("write it anew: ./tickpilot features list --markdown > docs/features.md")
                .isEqualTo(FeatureDocumentation.markdown());
    }

    @Test
    void theSchemaOnThePageIsOne() {
        String page = FeatureDocumentation.markdown();
        String yaml = page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("```\n`scale`"));

        FeatureSchema schema = FeatureSchema.parse(yaml);

        assertThat(schema.width()).isEqualTo(5);
        assertThat(schema.lookback()).isEqualTo(30);
    }

    static Stream<FeatureKind<?>> kinds() {
        return FeatureCatalogue.kinds().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyExampleIsALineOfASchema(FeatureKind<?> kind) {
        String yaml = "name: x\nfeatures:\n  " + KindText.example(kind) + "\n";

        assertThat(FeatureSchema.parse(yaml).featureNames()).containsExactly(kind.name());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindSaysWhatItIsAndWhereItComesFrom(FeatureKind<?> kind) {
        assertThat(kind.formula()).isNotBlank();
        assertThat(kind.source()).isNotBlank();
        assertThat(kind.parameters()).allMatch(p -> !p.description().isBlank());
    }
}
