package io.tickpilot.bench.core;

import io.tickpilot.bench.Jmh;
import io.tickpilot.bench.Machine;
import io.tickpilot.bench.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the JMH benches, each in a fresh JVM, with the allocation profiler. */
public final class CoreBench {
    private CoreBench() {}

    /**
     * @param model folder of the technical agent; its bench is left out, with a note, when it is absent
     * @param brief fewer and shorter iterations, for a first look
     */
    public static Report run(Path model, boolean brief) throws RunnerException {
        Report report = new Report("core");
        ChainedOptionsBuilder options = Jmh.options("-D" + TechnicalModelBench.MODEL + "=" + model.toAbsolutePath())
                .include(MarketStateBench.class.getName())
                .include(SymbolEngineBench.class.getName())
                .forks(1)
                .warmupIterations(brief ? 2 : 4)
                .measurementIterations(brief ? 2 : 6)
                .warmupTime(TimeValue.milliseconds(brief ? 500 : 2_000))
                .measurementTime(TimeValue.milliseconds(brief ? 500 : 2_000));
        if (Files.isDirectory(model)) {
            options.include(TechnicalModelBench.class.getName());
        } else {
            report.note("The technical model's bench was left out: no such model folder: " + model);
        }
        double loadBefore = Machine.load();
        Collection<RunResult> results = Jmh.run(options.build());
        report.note(String.format(
                Locale.ROOT, "Load average before %.1f, after %.1f; one thread measured.", loadBefore, Machine.load()));
        results.forEach(result -> add(report.row(), result));
        return report;
    }

    private static void add(Map<String, Object> row, RunResult result) {
        Result<?> score = result.getPrimaryResult();
        row.put("bench", Jmh.name(result));
        row.put("strategies", Jmh.parameter(result, "strategies"));
        row.put("score", score.getScore());
        row.put("error (99.9 %)", score.getScoreError());
        row.put("unit", score.getScoreUnit());
        row.put("bytes/op", Jmh.bytesPerOperation(result));
    }
}
