package io.tickpilot.training.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.regime.RegimeModel;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RecordOptions;
import io.tickpilot.records.RejectListener;
import io.tickpilot.training.TickSupply;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.network.Epoch;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegimeTrainingTest {
    private static final long START = 1_767_571_200_000_000L;

    @TempDir
    private Path home;

    @Test
    void trainsAModelThatLoadsAndSaysWhereItComesFrom() throws IOException {
        Heard heard = new Heard();

        RegimeTrainingResult result = RegimeTraining.run(options("a", simulated("EURUSD", "XAUUSD"), 3), heard);

        RegimeModel model = RegimeModel.parse(Files.readString(home.resolve("a/regime.yaml")));
        assertThat(model).isEqualTo(result.model());
        assertThat(model.provenance().data()).isEqualTo("simulated market, seed 5, 2 days of EURUSD XAUUSD");
        assertThat(model.provenance().symbols()).containsExactly("EURUSD", "XAUUSD");
        assertThat(model.provenance().from()).isEqualTo("2026-01-05T04:01:00Z");
        assertThat(model.provenance().bars()).isBetween(5_000L, 2 * 2 * 1_440L);
        assertThat(result.fits())
                .extracting(RegimeTrainingResult.FitSummary::states)
                .containsExactly(2, 3);
        assertThat(result.fits())
                .filteredOn(RegimeTrainingResult.FitSummary::chosen)
                .singleElement()
                .satisfies(fit -> {
                    assertThat(fit.states()).isEqualTo(model.states().size());
                    assertThat(fit.bic()).isEqualTo(model.provenance().bic());
                });
        assertThat(result.states().stream().mapToDouble(StateSummary::share).sum())
                .isCloseTo(1, within(1e-9));
        assertThat(result.states()).isSortedAccordingTo(Comparator.comparing(StateSummary::label));
        assertThat(home.resolve("a/README.md")).content().contains(model.name(), "says nothing about real markets");
        assertThat(heard.notes).anyMatch(line -> line.startsWith("3 states: log likelihood "));
        assertThat(heard.last).isEqualTo(1);
    }

    @Test
    void equalTicksGiveTheSameModelWhateverTheOrderOfTheirSymbols() throws IOException {
        RegimeTraining.run(options("a", simulated("EURUSD", "XAUUSD"), 2), TrainingListener.SILENT);
        RegimeTrainingResult other =
                RegimeTraining.run(options("b", simulated("XAUUSD", "EURUSD"), 2), TrainingListener.SILENT);

        RegimeModel model = RegimeModel.parse(Files.readString(home.resolve("a/regime.yaml")));
        assertThat(other.model().states()).isEqualTo(model.states());
        assertThat(other.model().scaling()).isEqualTo(model.scaling());
    }

    @Test
    void recordedTicksTrainAsThoseTheyWereRecordedFrom() throws IOException {
        Path csv = home.resolve("ticks.csv");
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write("time,bid,ask\n");
            for (Iterator<Tick> ticks = simulated("EURUSD").source().get(); ticks.hasNext(); ) {
                Tick tick = ticks.next();
                Instant time = Instant.EPOCH.plusNanos(tick.eventTimeMicros() * 1_000);
                out.write(time + "," + BigDecimal.valueOf(tick.bid()).toPlainString() + ","
                        + BigDecimal.valueOf(tick.ask()).toPlainString() + "\n");
            }
        }
        TickSupply recorded =
                TickSupply.recorded(List.of(RecordInput.of(csv, "EURUSD", RecordOptions.DEFAULT)), RejectListener.NONE);

        RegimeTrainingResult one = RegimeTraining.run(options("a", simulated("EURUSD"), 2), TrainingListener.SILENT);
        RegimeTrainingResult two = RegimeTraining.run(options("b", recorded, 2), TrainingListener.SILENT);

        assertThat(two.ticks()).isEqualTo(one.ticks());
        assertThat(two.model().states()).isEqualTo(one.model().states());
        assertThat(two.model().provenance().data()).isEqualTo("recorded ticks of EURUSD");
        assertThat(home.resolve("b/README.md")).content().doesNotContain("simulated");
    }

    @Test
    void refusesTooFewTicksAndLeavesNothing() {
        RegimeTrainingOptions options = options(
                "a", TickSupply.simulated(SimulatedMarketSpec.of(List.of("EURUSD"), START, 5), Duration.ofHours(5)), 2);

        assertThatThrownBy(() -> RegimeTraining.run(options, TrainingListener.SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("too few observations to train on");

        assertThat(home).isEmptyDirectory();
    }

    @Test
    void refusesAFolderWithOtherFilesBeforeItTrains() throws IOException {
        Files.createDirectories(home.resolve("a"));
        Files.writeString(home.resolve("a/model.onnx"), "x");

        assertThatThrownBy(() -> RegimeTraining.run(options("a", simulated("EURUSD"), 2), TrainingListener.SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("model.onnx");
    }

    private static TickSupply simulated(String... symbols) {
        return TickSupply.simulated(SimulatedMarketSpec.of(List.of(symbols), START, 5), Duration.ofDays(2));
    }

    private RegimeTrainingOptions options(String name, TickSupply ticks, int maxStates) {
        RegimeTrainingOptions defaults = RegimeTrainingOptions.of(ticks, Timeframe.M1, 5, home.resolve(name));
        return new RegimeTrainingOptions(
                ticks,
                defaults.instruments(),
                defaults.validation(),
                defaults.timeframe(),
                defaults.periods(),
                defaults.margin(),
                new BaumWelch.Settings(5, 2, 60, 1e-6, 1e-3),
                maxStates,
                defaults.folder());
    }

    private static final class Heard implements TrainingListener {
        final List<String> notes = new ArrayList<>();
        double last;

        @Override
        public void onProgress(Phase phase, double share) {
            last = share;
        }

        @Override
        public void onEpoch(Epoch epoch) {}

        @Override
        public void onNote(String line) {
            notes.add(line);
        }
    }
}
