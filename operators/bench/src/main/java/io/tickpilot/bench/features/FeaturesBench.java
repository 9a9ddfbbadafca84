package io.tickpilot.bench.features;

import io.tickpilot.bench.Jmh;
import io.tickpilot.bench.Machine;
import io.tickpilot.bench.Report;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What the features cost: by JMH on one thread, ours beside ta4j and TA-Lib, and inside Flink. */
public final class FeaturesBench {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Report report = new Report("features");
    private final boolean brief;
    private final PrintStream progress;

    /**
     * @param regime file of the regime model; its features are left out, with a note, when it is absent
     * @param brief fewer and shorter rounds, for a first look
     */
    public FeaturesBench(Path regime, boolean brief, PrintStream progress) {
        this.brief = brief;
        this.progress = progress;
        if (Files.isRegularFile(regime)) {
            System.setProperty(Subject.REGIME, regime.toAbsolutePath().toString());
        } else {
            report.note("The features of the regime were left out: no such model: " + regime);
        }
    }

    public Report run() throws Exception {
        for (Subject subject : Subject.values()) {
            int features = subject.schemas().stream().mapToInt(s -> s.width()).sum();
            report.note(String.format(Locale.ROOT, "%s: %d features.", name(subject), features));
        }
        double before = Machine.load();
        measureAlone();
        double between = Machine.load();
        for (Subject subject : Subject.values()) {
            measureInFlink(subject);
        }
        report.note(String.format(
                Locale.ROOT,
                "Load average %.1f before, %.1f after JMH, %.1f at the end.",
                before,
                between,
                Machine.load()));
        return report;
    }

    private void measureAlone() throws RunnerException {
        TimeValue iteration = TimeValue.milliseconds(brief ? 500 : 1_000);
        Jmh.run(options()
                        .include(TickBench.class.getName())
                        .include(ReadBench.class.getName())
                        .include(IndicatorBench.class.getName())
                        .warmupIterations(brief ? 2 : 5)
                        .measurementIterations(brief ? 2 : 5)
                        .warmupTime(iteration)
                        .measurementTime(iteration)
                        .build())
                .forEach(this::add);
        Jmh.run(options().include(WithinBarBench.class.getName()).build()).forEach(this::add);
    }

    private ChainedOptionsBuilder options() {
        return Jmh.options("-D" + Subject.REGIME + "=" + System.getProperty(Subject.REGIME, ""))
                .forks(brief ? 1 : 2);
    }

    private void add(RunResult result) {
        Result<?> score = result.getPrimaryResult();
        add(
                Jmh.name(result),
                (Jmh.parameter(result, "subject") + Jmh.parameter(result, "library")).toLowerCase(Locale.ROOT),
                new Nanos(score.getScore(), Jmh.processorNanosPerOperation(result)),
                score.getScoreError(),
                Jmh.bytesPerOperation(result));
    }

    private void measureInFlink(Subject subject) throws Exception {
        int count = brief ? 1 : 7;
        FlinkRounds rounds = new FlinkRounds(subject, brief ? 500_000 : 2_000_000, brief ? 1_000_000 : 8_000_000);
        List<Nanos> bare = new ArrayList<>();
        List<Nanos> inFlink = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            progress.printf("features: %s, round %d of %d%n", name(subject), i + 1, count);
            bare.add(rounds.bare());
            inFlink.add(rounds.inFlink());
        }
        Nanos alone = addMedian("engine, bare loop", subject, bare);
        Nanos chained = addMedian("engine, in Flink", subject, inFlink);
        report.note(String.format(
                Locale.ROOT,
                "%s: Flink reaches %.2f of the bare loop's rate, %.2f by processor time; written state of one symbol %,d bytes.",
                name(subject),
                alone.elapsed() / chained.elapsed(),
                alone.worked() / chained.worked(),
                rounds.stateBytes()));
    }

    /** Of the rounds by each clock; the error is half the distance of the slowest from the fastest. */
    private Nanos addMedian(String what, Subject subject, List<Nanos> rounds) {
        double[] elapsed = rounds.stream().mapToDouble(Nanos::elapsed).sorted().toArray();
        double[] worked = rounds.stream().mapToDouble(Nanos::worked).sorted().toArray();
        int middle = elapsed.length / 2;
        Nanos median = new Nanos(elapsed[middle], worked[middle]);
        double error = elapsed.length == 1 ? Double.NaN : (elapsed[elapsed.length - 1] - elapsed[0]) / 2;
        add(what, name(subject), median, error, Double.NaN);
        return median;
    }

    private void add(String what, String of, Nanos nanos, double error, double bytes) {
        Map<String, Object> row = report.row();
        row.put("bench", what);
        row.put("of", of);
        row.put("ns", nanos.elapsed());
        row.put("+-", error);
        row.put("processor ns", nanos.worked());
        row.put("a second", (long) (NANOS_PER_SECOND / nanos.elapsed()));
        row.put("bytes", bytes);
    }

    private static String name(Subject subject) {
        return subject.name().toLowerCase(Locale.ROOT);
    }
}
