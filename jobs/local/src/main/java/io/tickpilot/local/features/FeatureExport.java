package io.tickpilot.local.features;

import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.EndOfLog;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RejectsFile;
import io.tickpilot.records.TickRecords;
import io.tickpilot.replay.source.PartitionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Computes features or bars over recorded ticks and writes them to a file, with the classes that run live and the clock of a
 * replay, so that bars of a quiet market close when they would. In one thread, in memory that does not grow with the recording.
 */
public final class FeatureExport {
    private static final int TICKS_BETWEEN_PROGRESS = 10_000;

    private final ExportRequest request;
    private final ExportedTable table;
    private final ExportProgress progress;
    private final FeaturePlan plan;
    private final Map<String, SymbolRows> symbols = new TreeMap<>();
    private final Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);
    private long ticks;

    private FeatureExport(ExportRequest request, ExportedTable table, ExportProgress progress) {
        this.request = request;
        this.table = table;
        this.progress = progress;
        this.plan = FeaturePlan.of(List.of(table.schema()), request.engine().resources());
    }

    /**
     * @throws io.tickpilot.records.RecordException when a recording cannot be read
     * @throws io.tickpilot.core.config.ConfigException for a file of no known format
     * @throws IOException when the file cannot be written; none of it is left then
     */
    public static ExportResult run(ExportRequest request, ExportedTable table, ExportProgress progress)
            throws IOException {
        return new FeatureExport(request, table, progress).run();
    }

    private ExportResult run() throws IOException {
        long began = System.nanoTime();
        List<RecordInput> inputs =
                request.inputs().stream().map(this::underItsOwnName).toList();
        Path rejectsFolder = request.rejects().toAbsolutePath().getParent();
        if (rejectsFolder != null) {
            Files.createDirectories(rejectsFolder);
        }
        try (RejectsFile rejects = new RejectsFile(request.rejects());
                TickRecords records = TickRecords.open(inputs, rejects);
                TableFile out = TableFile.create(request.out(), table.columns(), table.notes())) {
            play(new PartitionLog(0, records::next, periodEnd(inputs)), records, out);
            out.commit();
            if (records.rejected() > 0) {
                rejected.put(RejectReason.MALFORMED, records.rejected());
            }
            return result(out.rows(), (System.nanoTime() - began) / 1e9);
        }
    }

    private void play(PartitionLog log, TickRecords records, TableFile out) {
        for (SequencedEvent event = log.next(); event != null; event = log.next()) {
            take(event, out);
            if (event.event() instanceof Tick && ++ticks % TICKS_BETWEEN_PROGRESS == 0) {
                progress.onProgress(ticks, out.rows(), records.share());
            }
        }
    }

    private void take(SequencedEvent event, TableFile out) {
        LogEvent content = event.event();
        SymbolRows rows = symbols.get(content.symbol());
        if (rows == null) {
            MarketState market = MarketState.empty(
                    content.symbol(),
                    request.engine().instruments(),
                    request.engine().validation(),
                    plan);
            rows = new SymbolRows(market, table, out, rejected);
            symbols.put(content.symbol(), rows);
        }
        if (content instanceof Tick) {
            rows.market.onTick(event, rows);
        } else if (content instanceof Clock) {
            rows.market.onClock(content.eventTimeMicros(), rows);
        } else if (content instanceof EndOfLog) {
            rows.market.onEnd(content.eventTimeMicros(), rows);
        }
    }

    /** As instruments are called in the catalogue, whatever the broker's suffix. */
    private RecordInput underItsOwnName(RecordInput input) {
        String known = request.engine().instruments().resolve(input.symbol());
        return known == null ? input : new RecordInput(input.location(), known, input.options());
    }

    private static long periodEnd(List<RecordInput> inputs) {
        return inputs.stream()
                .mapToLong(input -> input.options().toMicros())
                .max()
                .orElse(Long.MAX_VALUE);
    }

    private ExportResult result(long rows, double seconds) {
        Map<String, Integer> bytes = new TreeMap<>();
        symbols.forEach((symbol, each) -> bytes.put(symbol, each.market.bytes()));
        long sized =
                symbols.values().stream().mapToLong(each -> each.sizedTicks).sum();
        return new ExportResult(rows, table.columns().size(), ticks, sized, Map.copyOf(rejected), bytes, seconds);
    }

    /** Why there is no row, for one who expected some. */
    public static String whyEmpty(ExportResult result, BarSpec rows) {
        long accepted = result.ticks() - result.rejectedTicks();
        if (result.ticks() == 0) {
            return "there is no tick in the time asked for";
        }
        if (accepted == 0) {
            return String.format("all %,d ticks were rejected: %s", result.ticks(), result.rejected());
        }
        if (rows.countsTrades()) {
            return rows + " bars need trades, and recordings hold quotes alone";
        }
        boolean needsSizes = rows.unit() == BarSpec.Unit.VOLUME || rows.unit() == BarSpec.Unit.DOLLAR;
        if (needsSizes && result.sizedTicks() == 0) {
            return String.format("%s bars need sizes, and none of the %,d ticks has one", rows, accepted);
        }
        return String.format("no %s bar closed within %,d ticks", rows, accepted);
    }
}
