package io.tickpilot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickpilot.local.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, which is SIGINT, at a training in a process of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends a POSIX signal")
class TrainInterruptedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;

    private @Nullable Process training;

    @AfterEach
    void endTheTraining() {
        if (training != null) {
            training.destroyForcibly();
        }
    }

    @Test
    void leavesNothingHalfWrittenWhileItCollectsWindows() throws Exception {
        train("--days", "400");
        await().atMost(PATIENCE).until(() -> names("datasets").stream().anyMatch(name -> name.contains(".new-")));

        assertThat(interrupt()).as(output()).isEqualTo(INTERRUPTED);

        assertThat(output()).contains("tickpilot: interrupted: nothing half-written is left");
        assertThat(names("datasets")).isEmpty();
        assertThat(names("models")).isEmpty();
        assertThat(names("tmp")).noneMatch(name -> name.startsWith("tickpilot-fold"));
    }

    @Test
    void leavesTheOldModelAsItWasWhileItFits() throws Exception {
        Files.createDirectories(folder.resolve("models/technical"));
        Files.writeString(folder.resolve("models/technical/model.onnx"), "the old one");
        train("--days", "5", "--epochs", "10000", "--folds", "2");
        await().atMost(PATIENCE).until(() -> output().contains("epoch 2"));

        assertThat(interrupt()).as(output()).isEqualTo(INTERRUPTED);

        assertThat(names("models")).containsExactly("technical");
        assertThat(names("models/technical")).containsExactly("model.onnx");
        assertThat(folder.resolve("models/technical/model.onnx")).hasContent("the old one");
        assertThat(names("report")).isEmpty();
        assertThat(names("datasets")).singleElement().asString().endsWith(".dataset");
        assertThat(names("tmp")).noneMatch(name -> name.startsWith("tickpilot-fold"));
    }

    private void train(String... options) throws IOException {
        Files.createDirectories(folder.resolve("tmp"));
        List<String> command = new ArrayList<>(hearsInterrupts());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-Dtickpilot.home=" + System.getProperty("tickpilot.home", ""),
                "-Dtickpilot.logs=" + folder.resolve("logs"),
                Main.class.getName(),
                "train",
                "technical",
                "--simulated",
                "--symbol",
                "EURUSD",
                "--hidden",
                "8",
                "--out",
                folder.resolve("models/technical").toString(),
                "--report",
                folder.resolve("report").toString(),
                "--datasets",
                folder.resolve("datasets").toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        // By the environment: a class path of this length does not belong on a command line.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        training = builder.start();
    }

    /** A test run in the background of a shell ignores Ctrl-C, and so would its children. */
    private static List<String> hearsInterrupts() throws IOException {
        List<String> command = List.of("env", "--default-signal=INT");
        List<String> trial = new ArrayList<>(command);
        trial.add("true");
        try {
            boolean works = new ProcessBuilder(trial).start().waitFor() == 0;
            return works ? command : List.of();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private int interrupt() throws Exception {
        Process running = training;
        if (running == null) {
            throw new IllegalStateException("nothing was started");
        }
        new ProcessBuilder("kill", "-INT", Long.toString(running.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return running.exitValue();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private List<String> names(String of) throws IOException {
        Path in = folder.resolve(of);
        if (!Files.isDirectory(in)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(in)) {
            return files.map(file -> in.relativize(file).toString()).toList();
        }
    }
}
