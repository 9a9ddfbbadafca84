package io.tickpilot.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.local.demo.DemoSnapshot.Counts;
import io.tickpilot.local.demo.DemoSnapshot.Rates;
import io.tickpilot.local.demo.DemoSnapshot.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoViewTest {
    private final DemoSnapshot snapshot = snapshot(List.of(
            new Row("EURUSD", 5, 1.10234, 1.10241, 0.12, 0.26, 0.62, "REJECTED confidence 0.62 < 0.75", ""),
            new Row("XAUUSD", 2, 2650.12, 2650.42, Double.NaN, Double.NaN, Double.NaN, "", "")));

    private static DemoSnapshot snapshot(List<Row> rows) {
        return new DemoSnapshot(
                "paper",
                1_767_621_802_000_000L,
                83,
                30,
                rows,
                List.of("14:03:20 EURUSD BUY 0.35 lots"),
                List.of("breaker EURUSD strategy:scalp OPEN: consecutive-losses"),
                List.of("weights of scalp:  technical 60.0 % to 64.0 % (began with 66.7)"),
                List.of(),
                new Counts(12_345, 3, 678, 9, 8, 7, 0.571, 0),
                -12.5,
                9_987.5,
                "USD",
                new Rates(410, 9),
                Map.of("decide", new Percentiles(3.2, 8, 21, Double.NaN)),
                Map.of("Flink", "http://localhost:8081"));
    }

    @Test
    void showsPricesInTheInstrumentsDigitsAndTheSpreadInPoints() {
        String text = new DemoView(false).draw(snapshot);

        assertThat(text)
                .contains("1.10234")
                .contains("1.10241")
                .contains("2650.42")
                .contains(" 7 ")
                .contains("12%  26%  62%")
                .contains("warming up");
    }

    @Test
    void showsMarketTimeMoneyAndUnmeasuredValuesPlainly() {
        String text = new DemoView(false).draw(snapshot);

        assertThat(text)
                .contains("market 2026-01-05 14:03:22 UTC (30x)   up 01:23")
                .contains("won 57 %")
                .contains("   breaker EURUSD strategy:scalp OPEN: consecutive-losses\n weights of scalp:  technical")
                .contains("P&L -12.50 USD")
                .contains("ticks 12,345 (410/s)")
                .containsPattern("decide +3\\.2 +8\\.0 +21 +-\n");
    }

    @Test
    void showsTheRegimesThatAreKnownInAsManyLinesAsTheyNeed() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String regime = i == 0 ? "" : "trending-down";
            rows.add(new Row("SYMBOL" + i, 5, 1, 1, 0, 1, 0, "", regime));
        }

        List<String> lines = new DemoView(false)
                .draw(snapshot(rows))
                .lines()
                .filter(line -> line.startsWith(" regimes"))
                .toList();

        assertThat(lines)
                .containsExactly(
                        " regimes  SYMBOL1 trending-down  SYMBOL2 trending-down  SYMBOL3 trending-down  SYMBOL4 trending-down",
                        " regimes  SYMBOL5 trending-down");
        assertThat(new DemoView(false).draw(snapshot)).doesNotContain("regimes");
    }

    @Test
    void coloursOnlyWhenAsked() {
        assertThat(new DemoView(false).draw(snapshot)).doesNotContain("\u001b");
        assertThat(new DemoView(true).draw(snapshot)).contains("\u001b[31m-12.50 USD");
    }
}
