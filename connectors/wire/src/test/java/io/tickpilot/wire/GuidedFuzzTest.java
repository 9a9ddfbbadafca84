package io.tickpilot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.TickBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jazzer, guided by coverage, in a process of its own: an exception, an input that takes longer than a minute, or memory
 * beyond its limit ends it with a fault and the input that caused it. A minute, because the first use of a class includes
 * its instrumentation, which took more than five seconds on a starved machine.
 */
class GuidedFuzzTest {
    private static final String NO_FAULT = "Done ";

    @TempDir
    private Path folder;

    @Test
    void noInputBreaksADecoder() throws Exception {
        fuzz(100_000, 21);
    }

    @Test
    @Tag("long")
    void noneOfTenMillionInputsBreaksADecoder() throws Exception {
        fuzz(10_000_000, 22);
    }

    private void fuzz(int inputs, long seed) throws Exception {
        Path log = folder.resolve("log");
        Process jazzer = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Djdk.attach.allowAttachSelf=true",
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "-XX:+EnableDynamicAgentLoading",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + FuzzTargets.class.getName(),
                        "--instrumentation_includes=io.tickpilot.**",
                        "--reproducer_path=" + folder,
                        "-artifact_prefix=" + folder + "/",
                        "-runs=" + inputs,
                        "-seed=" + seed,
                        "-max_len=2048",
                        "-timeout=60",
                        "-rss_limit_mb=1500",
                        corpus().toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(jazzer.waitFor(2, TimeUnit.HOURS)).isTrue();
        } finally {
            jazzer.destroyForcibly();
        }
        String said = Files.readString(log);
        assertThat(jazzer.exitValue()).as(said).isZero();
        assertThat(said).contains(NO_FAULT + inputs + " runs");
    }

    /** One good input for each decoder to begin from. */
    private Path corpus() throws IOException {
        Path corpus = Files.createDirectory(folder.resolve("corpus"));
        seed(corpus, 0, WireCodec.encode(Samples.SIGNAL));
        seed(corpus, 1, WireCodec.encode(Samples.DECISION));
        seed(corpus, 2, WireCodec.encode(Samples.BAR));
        seed(corpus, 3, WireCodec.encode(Samples.deadLetter()));
        seed(corpus, 4, WireCodec.encode(Samples.REGIME_CHANGE));
        seed(
                corpus,
                5,
                ClientMessage.newBuilder()
                        .setRequest(1)
                        .setTicks(TickBatch.newBuilder().addTicks(WireCodec.toWire(Samples.TICK)))
                        .build()
                        .toByteArray());
        for (JournalRecord record : Samples.records().values()) {
            seed(corpus, 7, WireCodec.encode(record));
        }
        return corpus;
    }

    private static void seed(Path corpus, int decoder, byte[] frame) throws IOException {
        byte[] input = new byte[frame.length + 1];
        input[0] = (byte) decoder;
        System.arraycopy(frame, 0, input, 1, frame.length);
        Files.write(Files.createTempFile(corpus, "seed", ""), input);
    }
}
