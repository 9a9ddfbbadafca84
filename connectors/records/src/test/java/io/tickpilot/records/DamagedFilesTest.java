package io.tickpilot.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.event.Tick;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;

/** Whatever bytes come, reading ends with ticks, rejects or one clear line; never with another exception. */
class DamagedFilesTest {
    private static final int ROUNDS = 1_500;

    @TempDir
    Path folder;

    @Test
    void damagedCsv() throws IOException {
        damage("eurusd.csv", csv().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void damagedHistData() throws IOException {
        damage(
                "EURUSD_T_2020.csv",
                "20200101 170000065,1.121200,1.121720,0\n".repeat(20).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void damagedGzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(csv().getBytes(StandardCharsets.UTF_8));
        }
        damage("eurusd.csv.gz", bytes.toByteArray());
    }

    @Test
    void damagedLeanDay() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("20140505_eurusd_tick_quote.csv"));
            out.write("292,1.38676,1.38686\n".repeat(20).getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        damage("eurusd/20140505_quote.zip", bytes.toByteArray());
    }

    @Test
    void damagedDukascopyHour() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LZMAOutputStream out = new LZMAOutputStream(bytes, new LZMA2Options(), 20 * 30)) {
            for (int i = 0; i < 30; i++) {
                out.write(ByteBuffer.allocate(20)
                        .putInt(i)
                        .putInt(114562 + i)
                        .putInt(114558 + i)
                        .array());
            }
        }
        damage("EURUSD/2019/01/04/07h_ticks.bi5", bytes.toByteArray());
    }

    private void damage(String name, byte[] whole) throws IOException {
        Random random = new Random(name.hashCode());
        Path file = folder.resolve(name);
        Files.createDirectories(file.toAbsolutePath().getParent());
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = whole.clone();
            for (int edits = 1 + random.nextInt(6); edits > 0; edits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            readAll(file);
        }
    }

    private static void readAll(Path file) {
        RecordInput input = RecordInput.of(file, "EURUSD", RecordOptions.DEFAULT);
        try (TickRecords records = TickRecords.open(List.of(input), RejectListener.NONE)) {
            for (Tick tick = records.next(); tick != null; tick = records.next()) {
                assertThat(tick.symbol()).isEqualTo("EURUSD");
            }
        } catch (RecordException expected) {
            assertThat(expected.getMessage()).isNotBlank().doesNotContain("\n");
        }
    }

    private static String csv() {
        return "time,bid,ask,bid_size,ask_size\n" + "2020-05-04 14:04:05.123,1.09345,1.09350,1,2\n".repeat(20);
    }
}
