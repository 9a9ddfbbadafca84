package io.tickpilot.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.training.TickSupply;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.network.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetBuilderTest {
    private static final long START = 1_767_571_200_000_000L;
    private static final FeatureSchema SCHEMA = FeatureSchema.technicalV1();
    private static final DatasetSettings SETTINGS = new DatasetSettings(LabelSettings.tripleBarrier(2, 20), 5);

    @TempDir
    Path folder;

    private final Notes notes = new Notes();

    @Test
    void readsBackWhatTheCollectorGaveAndBuildsItOnce() throws IOException {
        Dataset first = builder(7).build(SCHEMA, SETTINGS, notes);
        Dataset second = builder(7).build(SCHEMA, SETTINGS, notes);

        assertThat(first.size()).isGreaterThan(100);
        assertThat(second.info()).isEqualTo(first.info());
        assertThat(notes.lines).singleElement().asString().contains(first.size() + " windows of an earlier run");
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.sample(i)).isEqualTo(first.sample(i));
            assertThat(second.all().window(i)).containsExactly(first.all().window(i));
            assertThat(first.sample(i).weight()).isGreaterThan(0).isLessThanOrEqualTo(1);
        }
        assertThat(first.info().symbols()).containsExactly("EURUSD", "USDJPY");
        assertThat(files()).hasSize(1);
    }

    @Test
    void otherTicksLabelsOrFeaturesAreOtherDatasets() {
        Path file = builder(7).file(SCHEMA, SETTINGS);
        DatasetSettings horizon = new DatasetSettings(LabelSettings.fixedHorizon(0.5, 20), 5);
        FeatureSchema other = FeatureSchema.parse("{name: technical, lookback: 60, features: [{of: rsi}]}");

        assertThat(builder(7).file(SCHEMA, SETTINGS)).isEqualTo(file);
        assertThat(builder(8).file(SCHEMA, SETTINGS)).isNotEqualTo(file);
        assertThat(builder(7).file(SCHEMA, horizon)).isNotEqualTo(file);
        assertThat(builder(7).file(other, SETTINGS)).isNotEqualTo(file);
    }

    @Test
    void buildsADamagedFileAgain() throws IOException {
        Dataset first = builder(7).build(SCHEMA, SETTINGS, notes);
        Path file = builder(7).file(SCHEMA, SETTINGS);
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);

        Dataset again = builder(7).build(SCHEMA, SETTINGS, notes);

        assertThat(notes.lines).singleElement().asString().contains("damaged", "checksum", "built again");
        assertThat(again.info()).isEqualTo(first.info());
        Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.TRUNCATE_EXISTING);
        assertThatThrownBy(() -> DatasetFile.open(file))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("truncated");
    }

    @Test
    void anInterruptedBuildLeavesNothing() throws IOException {
        TickSupply whole = TickSupply.simulated(market(7), Duration.ofHours(6));
        TickSupply.Pass ticks = whole.source().get();
        TickSupply.Pass breaking = new TickSupply.Pass() {
            private int given;

            @Override
            public double share() {
                return 0;
            }

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Tick next() {
                if (given++ == 20_000) {
                    throw new IllegalStateException("stop");
                }
                return ticks.next();
            }
        };
        TickSupply broken = new TickSupply("broken", "broken", true, whole.walk(), () -> breaking);

        assertThatThrownBy(() -> builder(broken).build(SCHEMA, SETTINGS, notes)).hasMessage("stop");

        assertThat(files()).isEmpty();
    }

    private DatasetBuilder builder(long seed) {
        return builder(TickSupply.simulated(market(seed), Duration.ofHours(8)));
    }

    private DatasetBuilder builder(TickSupply ticks) {
        return new DatasetBuilder(
                ticks, InstrumentCatalogue.presets(), ValidationSettings.defaults(), Resources.NONE, folder);
    }

    private static SimulatedMarketSpec market(long seed) {
        return SimulatedMarketSpec.of(List.of("USDJPY", "EURUSD"), START, seed);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static final class Notes implements TrainingListener {
        final List<String> lines = new ArrayList<>();

        @Override
        public void onProgress(Phase phase, double share) {}

        @Override
        public void onEpoch(Epoch epoch) {}

        @Override
        public void onNote(String line) {
            lines.add(line);
        }
    }
}
