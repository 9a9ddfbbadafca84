package io.tickpilot.training.dataset;

import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.training.TickSupply;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.TrainingListener.Phase;
import io.tickpilot.training.dataset.SampleCollector.Placed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes datasets, each once: a file named by the hash of all that its content depends on. Ticks are streamed; in memory are the
 * market states and, a sample, about 200 bytes of facts. The windows go to the file.
 *
 * @param validation of the ticks
 * @param folder of the files
 */
public record DatasetBuilder(
        TickSupply ticks,
        InstrumentCatalogue instruments,
        ValidationSettings validation,
        Resources resources,
        Path folder) {

    /** Part of every hash: raise it when windows or labels change although no setting does. */
    private static final int VERSION = 1;

    private static final int HASH_DIGITS = 24;
    private static final int TICKS_BETWEEN_PROGRESS = 50_000;

    /** The same for ticks that may jump, as those that are made of bars do. */
    public DatasetBuilder withoutJumpCheck() {
        ValidationSettings jumping = new ValidationSettings(
                validation.keepCrossed(),
                validation.maxAheadMicros(),
                validation.maxBehindMicros(),
                Double.MAX_VALUE,
                validation.jumpFloorPoints(),
                validation.clockGraceMicros());
        return new DatasetBuilder(ticks, instruments, jumping, resources, folder);
    }

    /** The same with what features read beside the market. */
    public DatasetBuilder withResources(Resources other) {
        return new DatasetBuilder(ticks, instruments, validation, other, folder);
    }

    /**
     * The dataset of a schema, from the file when there is a whole one.
     *
     * @throws TrainingException one line, when the folder cannot be written
     */
    public Dataset build(FeatureSchema schema, DatasetSettings settings, TrainingListener listener) {
        Path file = file(schema, settings);
        if (Files.exists(file)) {
            try {
                Dataset dataset = DatasetFile.open(file);
                listener.onProgress(Phase.COLLECT, 1);
                listener.onNote(String.format(
                        Locale.ROOT, "%d windows of an earlier run in %s", dataset.size(), file.getFileName()));
                return dataset;
            } catch (TrainingException e) {
                listener.onNote(e.getMessage() + "; built again");
            }
        }
        try {
            Files.createDirectories(folder);
            write(file, schema, settings, listener);
        } catch (IOException | UncheckedIOException e) {
            throw new TrainingException(file + ": dataset cannot be written: " + e.getMessage(), e);
        }
        return DatasetFile.open(file);
    }

    /** Where that dataset is, or would be. */
    public Path file(FeatureSchema schema, DatasetSettings settings) {
        StringBuilder identity = new StringBuilder()
                .append(VERSION)
                .append('\n')
                .append(schema.hash())
                .append('\n')
                .append(settings)
                .append('\n')
                .append(ticks.identity())
                .append('\n')
                .append(ticks.walk())
                .append('\n')
                .append(validation)
                .append('\n')
                .append(resources.regime() == null ? "none" : resources.regime().hash())
                .append('\n')
                .append(resources.calendar().sha256())
                .append('\n');
        for (String symbol : instruments.symbols()) {
            Instrument instrument = instruments.find(symbol);
            identity.append(instrument).append('\n');
        }
        String hash = OnnxModels.sha256(identity.toString().getBytes(StandardCharsets.UTF_8));
        return folder.resolve(schema.name() + "-" + hash.substring(0, HASH_DIGITS) + ".dataset");
    }

    private void write(Path file, FeatureSchema schema, DatasetSettings settings, TrainingListener listener)
            throws IOException {
        try (DatasetFile.Writer writer = new DatasetFile.Writer(file, schema.size())) {
            SampleCollector collector = new SampleCollector(
                    instruments,
                    validation,
                    FeaturePlan.of(List.of(schema), resources),
                    settings,
                    ticks.walk(),
                    writer);
            long first = Long.MAX_VALUE;
            long last = Long.MIN_VALUE;
            TickSupply.Pass all = ticks.source().get();
            while (all.hasNext()) {
                Tick tick = all.next();
                collector.add(tick);
                first = Math.min(first, tick.eventTimeMicros());
                last = Math.max(last, tick.eventTimeMicros());
                if (collector.ticks() % TICKS_BETWEEN_PROGRESS == 0) {
                    listener.onProgress(Phase.COLLECT, all.share());
                }
            }
            List<Placed> samples = weighted(collector.samples());
            writer.finish(
                    new DatasetInfo(
                            schema.lookback(),
                            schema.featureNames(),
                            schema.name(),
                            schema.hash(),
                            settings.labels().describe(),
                            ticks.description(),
                            ticks.simulated(),
                            samples.stream()
                                    .map(each -> each.sample().symbol())
                                    .distinct()
                                    .sorted()
                                    .toList(),
                            first,
                            last,
                            collector.ticks(),
                            collector.rejected()),
                    samples);
        }
        listener.onProgress(Phase.COLLECT, 1);
    }

    private static List<Placed> weighted(List<Placed> samples) {
        List<Sample> weighted =
                Uniqueness.weighted(samples.stream().map(Placed::sample).toList());
        List<Placed> result = new ArrayList<>(samples.size());
        for (int i = 0; i < weighted.size(); i++) {
            result.add(new Placed(weighted.get(i), samples.get(i).place()));
        }
        return result;
    }
}
