package io.tickpilot.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void printsOneLineEveryTenthWhereNothingCanBeRedrawn() {
        try (ProgressBar bar = new ProgressBar(new PrintStream(bytes, true, UTF_8), "replay", false)) {
            for (int i = 0; i <= 1000; i++) {
                bar.show(i / 1000.0, "");
            }
        }

        assertThat(bytes.toString(UTF_8).lines()).hasSize(11).last().asString().contains("100 %");
    }

    @Test
    void redrawsInPlaceOnATerminalAndEndsTheLine() {
        try (ProgressBar bar = new ProgressBar(new PrintStream(bytes, true, UTF_8), "train", true)) {
            bar.show(0.5, "loss 0.9");
            bar.show(2, "loss 0.8");
        }

        assertThat(bytes.toString(UTF_8))
                .contains("\rtrain")
                .contains("100 % loss 0.8")
                .endsWith("\n");
    }
}
