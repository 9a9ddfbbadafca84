package io.tickpilot.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.training.export.Precision;
import io.tickpilot.training.network.FitSettings;
import io.tickpilot.training.network.ForecastSettings;
import io.tickpilot.training.trees.BoostSettings;
import io.tickpilot.training.trees.ForestSettings;
import io.tickpilot.training.trees.ForestTrainer;
import io.tickpilot.training.trees.RiskTrainer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What trials of a search rely on: a trainer can be made anew elsewhere from its name, schema and parameters. */
class TrainersTest {
    private static final FeatureSchema SCHEMA = FeatureSchema.technicalV1();
    private static final FitSettings FIT = new FitSettings(7, 3, 4, 2e-3f, 32, 24, 16, 0.2f, 0.7f, 1.5);

    /** Each number another one than its default. */
    static Stream<AgentTrainer> unusual() {
        return Stream.of(
                new TechnicalTrainer(SCHEMA, TechnicalTrainer.of(FIT).labels(), FIT, Precision.FLOAT32),
                new PriceTrainer(SCHEMA, PriceTrainer.LABELS, new ForecastSettings(FIT, 12, 5, 9)),
                new ForestTrainer(
                        SCHEMA,
                        ForestTrainer.of(ForestSettings.DEFAULTS).labels(),
                        new ForestSettings(9, 3, 11, 0.5, 0.4)),
                new RiskTrainer(SCHEMA, RiskTrainer.LABELS, new BoostSettings(40, 6, 0.2, 3, 12, 4)));
    }

    @ParameterizedTest
    @MethodSource("unusual")
    void isMadeAnewFromNameSchemaAndParameters(AgentTrainer trainer) {
        AgentTrainer again =
                Trainers.named(trainer.name(), SCHEMA, Resources.NONE).with(trainer.parameters());

        assertThat(again).isEqualTo(trainer);
    }

    @ParameterizedTest
    @MethodSource("unusual")
    void searchesParametersThatItHas(AgentTrainer trainer) {
        for (SearchParameter each : trainer.searchSpace()) {
            AgentTrainer changed = trainer.with(Map.of(each.name(), each.high()));

            assertThat(changed.parameters().get(each.name())).isCloseTo(each.high(), within(1e-6));
            assertThat(changed).isNotEqualTo(trainer);
        }
    }

    @Test
    void namesEveryAgentThatReadsFeatures() {
        assertThat(unusual().map(AgentTrainer::name)).containsExactlyInAnyOrderElementsOf(Trainers.names());
    }
}
