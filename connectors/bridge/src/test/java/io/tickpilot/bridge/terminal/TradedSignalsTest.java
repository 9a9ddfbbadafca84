package io.tickpilot.bridge.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TradedSignalsTest {
    @TempDir
    private Path directory;

    @Test
    void remembersAcrossARestartUntilTenMinutesPastExpiry() throws IOException {
        Path file = directory.resolve("traded");
        try (TradedSignals traded = TradedSignals.open(file, 0)) {
            assertThat(traded.add("a", 100)).isTrue();
            assertThat(traded.add("a", 100)).isFalse();
            assertThat(traded.add("b", 200)).isTrue();
        }
        Files.writeString(file, "cut 20", StandardOpenOption.APPEND);

        try (TradedSignals traded = TradedSignals.open(file, 600_000_150)) {
            assertThat(traded.knows("b")).isTrue();
            assertThat(traded.add("b", 200)).isFalse();
            assertThat(traded.knows("a")).isFalse();
            assertThat(traded.add("a", 100)).isTrue();
            assertThat(traded.add("cut", 200)).isTrue();
        }
    }

    @Test
    void saysWhichFileItCannotOpen() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> TradedSignals.open(directory, 0))
                .withMessage("terminal journal cannot be opened: " + directory);
    }
}
