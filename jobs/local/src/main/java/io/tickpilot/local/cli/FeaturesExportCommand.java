package io.tickpilot.local.cli;

import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.local.Home;
import io.tickpilot.local.features.ExportRequest;
import io.tickpilot.local.features.ExportResult;
import io.tickpilot.local.features.ExportedTable;
import io.tickpilot.local.features.FeatureExport;
import io.tickpilot.local.features.SchemaChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rows of features, or bars, of recorded ticks as a file. */
@Command(
        name = "export",
        description = "Computes features or bars over recorded ticks, with the code that runs live.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A row: symbol, time_micros (end of the bar, or time of the tick; epoch, UTC),",
            "then the features by name. One without a value, as before its warm-up, is",
            "empty in CSV and null in Parquet.",
            "Examples, after --data ticks/EURUSD --symbol EURUSD:",
            "  --out eurusd.parquet",
            "  --schema my.yaml --at ticks --out ticks.csv.gz",
            "  --bars ticks-500 --out bars.csv",
            "Example: ./tickpilot features export --data t.csv --symbol EURUSD --out f.csv"
        })
final class FeaturesExportCommand implements Callable<Integer> {
    private enum At {
        BARS,
        TICKS
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Mixin
    private RecordedData data;

    @Option(
            names = "--schema",
            paramLabel = "FILE|NAME",
            description = "A schema: technical, every (each feature at its defaults), a YAML file or a model's folder."
                    + " Default: technical.")
    private @Nullable String schema;

    @Option(names = "--bars", paramLabel = "SPEC", description = "Writes bars instead: m1, ticks-500, dollar-1000000.")
    private @Nullable String bars;

    @Option(names = "--at", description = "Features at each closed bar or at each tick: bars, ticks. Default: bars.")
    private @Nullable At at;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description =
                    "FILE.csv, FILE.csv.gz or FILE.parquet; replaced when it is there, once the new one is whole.")
    private Path out;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Where lines that are no ticks are kept. Default: .tickpilot/export-rejects.txt.")
    private @Nullable Path rejects;

    @Option(names = "--json", description = "Ends with one JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        EngineSettings engine = Configuration.load(config).engineWithFiles();
        ExportedTable table = table(engine);
        Path rejectsFile = rejects == null ? Home.state().resolve("export-rejects.txt") : rejects;
        ExportResult result;
        try (ProgressBar bar = new ProgressBar("export")) {
            result = FeatureExport.run(
                    new ExportRequest(data.inputs(), engine, out, rejectsFile),
                    table,
                    (ticks, rows, share) ->
                            bar.show(share, String.format(Locale.ROOT, "%,d ticks, %,d rows", ticks, rows)));
            bar.show(1, String.format(Locale.ROOT, "%,d ticks, %,d rows", result.ticks(), result.rows()));
        }
        long malformed = result.rejected().getOrDefault(RejectReason.MALFORMED, 0L);
        if (malformed > 0) {
            warn(malformed + " lines are no ticks, with file and number in " + rejectsFile);
        }
        if (result.rows() == 0) {
            warn(FeatureExport.whyEmpty(result, table.rows()));
        }
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.println(json ? Json.line(toJson(result, table)) : describe(result));
        stdout.flush();
        return Failures.DONE;
    }

    private ExportedTable table(EngineSettings engine) throws IOException {
        if (bars == null) {
            String wanted = schema == null ? "technical" : schema;
            return ExportedTable.features(new SchemaChoice(engine.resources()).find(wanted), at == At.TICKS);
        }
        if (schema != null || at != null) {
            throw new ConfigException("--bars: must not be given with --schema or --at: " + bars);
        }
        try {
            return ExportedTable.bars(BarSpec.parse(bars));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--bars: " + e.getMessage());
        }
    }

    private void warn(String line) {
        spec.commandLine().getErr().println("tickpilot: " + line);
    }

    private String describe(ExportResult r) {
        return String.format(
                Locale.ROOT,
                "rows      %,d of %d columns in %s%nticks     %,d%nrejected  %s%nstate     %s%nseconds   %.1f",
                r.rows(),
                r.columns(),
                out,
                r.ticks(),
                r.rejected().isEmpty() ? "none" : r.rejected(),
                r.bytesPerSymbol().entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%s %,d bytes", e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", ")),
                r.seconds());
    }

    private Map<String, Object> toJson(ExportResult r, ExportedTable table) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("out", out.toString());
        object.put("rows", r.rows());
        object.put("columns", r.columns());
        object.put("ticks", r.ticks());
        object.put("rejected", r.rejected());
        object.put("bytes_per_symbol", r.bytesPerSymbol());
        object.put("seconds", r.seconds());
        object.put("rows_of", table.rows().toString());
        if (bars == null) {
            object.put("schema", table.schema().name());
            object.put("schema_hash", table.schema().hash());
        }
        return object;
    }
}
