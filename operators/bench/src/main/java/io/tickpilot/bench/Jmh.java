package io.tickpilot.bench;

import java.util.Collection;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How our JMH benches run: each in JVMs of its own with 1 GiB and G1, with profilers of allocation and of processor time. */
public final class Jmh {
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private Jmh() {}

    /** @param jvmArguments beside the usual ones */
    public static ChainedOptionsBuilder options(String... jvmArguments) {
        // A jar instead of a long argument: ONNX Runtime 1.29 crashes a process whose command line is longer than 4
        // KiB.
        System.setProperty("jmh.separateClasspathJAR", "true");
        System.setProperty("jmh.ignoreLock", "true");
        return new OptionsBuilder()
                .jvmArgs("-Xmx1g", "-XX:+UseG1GC")
                .jvmArgsAppend(jvmArguments)
                .addProfiler(GCProfiler.class)
                .addProfiler(ProcessorTime.class);
    }

    /** Progress goes to the error stream. */
    public static Collection<RunResult> run(Options options) throws RunnerException {
        return new Runner(options, OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL)).run();
    }

    /** Class and method of a bench, without their package. */
    public static String name(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    }

    /** Value of a bench's parameter, empty when it has none of that name. */
    public static String parameter(RunResult result, String name) {
        String value = result.getParams().getParam(name);
        return value == null ? "" : value;
    }

    public static double bytesPerOperation(RunResult result) {
        return secondary(result, ALLOCATION);
    }

    /** Not a number for single shots: the process's clock moves in steps of 10 ms. */
    public static double processorNanosPerOperation(RunResult result) {
        return result.getParams().getMode() == Mode.SingleShotTime ? Double.NaN : secondary(result, ProcessorTime.NORM);
    }

    private static double secondary(RunResult result, String name) {
        Result<?> found = result.getSecondaryResults().get(name);
        return found == null ? Double.NaN : found.getScore();
    }
}
