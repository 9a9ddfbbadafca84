package io.tickpilot.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a large file in a JVM of its own with a small heap: 64 MiB, an eighth of what is promised. */
class LargeFileTest {
    private static final int TICKS = 2_000_000;

    @TempDir
    Path folder;

    @Test
    void streamsTwoMillionTicksInAHeapOf64Mebibytes() throws IOException, InterruptedException {
        Path file = folder.resolve("large.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("time,bid,ask,bid_size,ask_size\n");
            for (int i = 0; i < TICKS; i++) {
                out.write("2020-05-04 " + clock(i) + ",1.0" + (10_000 + i % 9_000) + ",1.0" + (10_005 + i % 9_000)
                        + ",1.5,0.75\n");
            }
        }

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CountTicks.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).contains("ticks=" + TICKS);
        assertThat(process.exitValue()).isZero();
    }

    private static String clock(int i) {
        int seconds = i / 25;
        int millis = i % 25 * 40;
        return two(seconds / 3_600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60) + "."
                + Integer.toString(1_000 + millis).substring(1);
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    /** What the forked JVM runs. */
    static final class CountTicks {
        private CountTicks() {}

        public static void main(String[] args) {
            long start = System.nanoTime();
            long ticks = 0;
            RecordInput input = RecordInput.of(Path.of(args[0]), "EURUSD", RecordOptions.DEFAULT);
            try (TickRecords records = TickRecords.open(List.of(input), RejectListener.NONE)) {
                while (records.next() != null) {
                    ticks++;
                }
            }
            System.out.println("ticks=" + ticks + " millis=" + (System.nanoTime() - start) / 1_000_000);
        }
    }
}
