package io.tickpilot.local.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.training.search.TrialOutcome;
import io.tickpilot.training.search.TrialTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A trial in a JVM of its own. A task manager needs that: the training engines' native libraries can be loaded by one class loader of a
 * process only, and every job of a session has another.
 */
final class TrialProcess {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEAP = "-Xmx1g";
    /** In front of the outcome, since libraries may print as well. */
    private static final String OUTCOME = "trial-outcome ";

    private final TrialPlace place;
    private final String classPath;

    /** @param classPath that is the same here as where the search was started */
    TrialProcess(TrialPlace place, String classPath) {
        this.place = place;
        this.classPath = classPath;
    }

    /** What goes in. */
    record Order(TrialPlace place, TrialTask task) {}

    /** Of the process: runs the trial that its standard input tells. */
    public static void main(String[] args) throws IOException {
        Order order = JSON.readValue(System.in, Order.class);
        TrialOutcome outcome = order.place().runner().run(order.task());
        System.out.println();
        System.out.println(OUTCOME + JSON.writeValueAsString(outcome));
        System.out.flush();
        System.exit(0);
    }

    /** A process that fails is an outcome too. */
    TrialOutcome run(TrialTask task) throws IOException, InterruptedException {
        long began = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        TrialProcess.class.getName()))
                .redirectErrorStream(true);
        // By the environment: ONNX Runtime cannot bear a long command line.
        builder.environment().put("CLASSPATH", classPath);
        Process process = builder.start();
        try {
            try (PrintStream in = new PrintStream(process.getOutputStream(), false, StandardCharsets.UTF_8)) {
                in.print(JSON.writeValueAsString(new Order(place, task)));
            }
            String last = "";
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    if (line.startsWith(OUTCOME)) {
                        return JSON.readValue(line.substring(OUTCOME.length()), TrialOutcome.class);
                    }
                    last = line.isBlank() ? last : line.strip();
                }
            }
            String fault = "its process ended with code " + process.waitFor() + ": " + last;
            double seconds = (System.nanoTime() - began) * 1e-9;
            return new TrialOutcome(task.number(), task.share(), Double.POSITIVE_INFINITY, seconds, fault);
        } finally {
            process.destroyForcibly();
        }
    }
}
