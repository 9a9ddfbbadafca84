package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.records.CsvColumn;
import io.tickpilot.records.RecordFormat;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RecordOptions;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say which recorded ticks to read, and how. */
final class RecordedData {
    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "File or folder of recorded ticks; one --symbol each. Repeatable.")
    private List<Path> data = new ArrayList<>();

    @Option(names = "--symbol", paramLabel = "S", description = "Instrument of the --data at the same place.")
    private List<String> symbols = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "First time, such as 2024-03-01 or 2024-03-01T08:30 (UTC).")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME", description = "End of the time, exclusive.")
    private String to = "";

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}. Default: recognised.")
    private RecordFormat format = RecordFormat.AUTO;

    @Option(
            names = "--zone",
            description =
                    "Clock of times without an offset, such as UTC or America/New_York. Default: the format's own.")
    private String zone = "";

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "NAME",
            description = "Columns of a CSV without header, such as time,bid,ask,-,bid-size.")
    private List<String> columns = new ArrayList<>();

    @Option(
            names = "--price-scale",
            description = "Factor from recorded number to price, such as 0.00001. Default: recognised.")
    private double priceScale;

    boolean isGiven() {
        return !data.isEmpty();
    }

    /** The pairs as inputs for the readers. */
    List<RecordInput> inputs() {
        if (data.isEmpty()) {
            throw new ConfigException("--data: is required: nothing given");
        }
        if (symbols.size() != data.size()) {
            throw new ConfigException(
                    "--symbol: must be given once for each --data: " + symbols.size() + " for " + data.size());
        }
        RecordOptions options = options();
        List<RecordInput> inputs = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            inputs.add(RecordInput.of(data.get(i), symbols.get(i), options));
        }
        return inputs;
    }

    List<String> symbols() {
        return symbols.stream().distinct().toList();
    }

    private RecordOptions options() {
        long fromMicros = from.isEmpty() ? Long.MIN_VALUE : RecordOptions.parseTime(from);
        long toMicros = to.isEmpty() ? Long.MAX_VALUE : RecordOptions.parseTime(to);
        if (fromMicros >= toMicros) {
            throw new ConfigException("--to: must be after --from " + from + ": " + to);
        }
        RecordOptions options = RecordOptions.DEFAULT
                .withFormat(format)
                .withPriceScale(priceScale)
                .withColumns(columns.stream().map(RecordedData::column).toArray(CsvColumn[]::new))
                .between(fromMicros, toMicros);
        return zone.isEmpty() ? options : options.withZone(zoneId());
    }

    private ZoneId zoneId() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new ConfigException("--zone: must be a time zone such as UTC or America/New_York: " + zone);
        }
    }

    private static CsvColumn column(String name) {
        CsvColumn column = CsvColumn.named(name);
        if (column == null) {
            throw new ConfigException("--columns: must be of "
                    + Arrays.toString(CsvColumn.values()).toLowerCase(java.util.Locale.ROOT) + " or -: " + name);
        }
        return column;
    }
}
