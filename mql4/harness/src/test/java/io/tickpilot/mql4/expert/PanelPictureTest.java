package io.tickpilot.mql4.expert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.mql4.TerminalLine;
import io.tickpilot.mql4.picture.ChartPicture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Draws mql4/pictures/panel.svg anew into target, from a trade as it runs. */
class PanelPictureTest extends ExpertFixture {
    private static final int MINUTES = 2_880;

    @Test
    void panelShowsStatusLevelsTimeframesAndTheKillButton() throws Exception {
        List<Double> prices = new ArrayList<>();
        try (ExpertRig rig = rig("mt4-1").first(bars()).startBridge().startTerminal()) {
            rig.push(ExpertRig.buy("PICTURE-1"));
            rig.awaitPosition(0.10, 1.09800);
            for (int i = 0; i <= 60; i++) {
                double bid = Math.round((1.1 + 0.0031 * i / 60 + 0.0002 * StrictMath.sin(i * 0.9)) * 1e5) / 1e5;
                prices.add(bid);
                rig.quote(bid);
            }
            rig.quote(1.10310);
            rig.awaitPosition(0.05, 1.10010);
            ExpertRig.await(() -> !objects(rig, "exit").isEmpty()
                    && objects(rig, "stop").stream()
                            .anyMatch(line -> Math.abs(line.number("price1") - 1.10010) < 1e-9));

            String svg = ChartPicture.svg(rig.terminal().command("objects"), prices);
            Files.writeString(Path.of("target/panel.svg"), svg);
            assertThat(svg)
                    .contains("Tickpilot  mt4-1  ready")
                    .contains("ZeroMQ")
                    .contains("1 open with 0.05 lots")
                    .contains("KILL: stop all entries")
                    .contains("M15")
                    .contains("break-even")
                    .contains("1.10600");
        }
    }

    private static List<TerminalLine> objects(ExpertRig rig, String what) {
        return rig.terminal().command("objects").stream()
                .filter(line -> line.text("name").startsWith("Tickpilot.level.")
                        && line.text("name").endsWith("." + what))
                .toList();
    }

    /** Two days of minutes before the start, so that the averages and ranges of all timeframes have something to tell. */
    private static String[] bars() {
        long now = System.currentTimeMillis() / 1_000 / 60 * 60;
        Random random = new Random(3);
        List<String> bars = new ArrayList<>();
        double close = 1.1;
        for (int i = 0; i < MINUTES; i++) {
            // Backwards from the first quote.
            double open = close + (random.nextInt(21) - 10.5) * 1e-5;
            bars.add(String.format(
                    Locale.ROOT,
                    "bar EURUSD %d %.5f %.5f %.5f %.5f 50",
                    now - (i + 1) * 60L,
                    open,
                    Math.max(open, close) + random.nextInt(8) * 1e-5,
                    Math.min(open, close) - random.nextInt(8) * 1e-5,
                    close));
            close = open;
        }
        Collections.reverse(bars);
        return bars.toArray(String[]::new);
    }
}
