package io.tickpilot.local.demo;

import io.tickpilot.local.demo.DemoSnapshot.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws a {@link DemoSnapshot} as text: pure, so that tests and the README's picture come from the same code. */
final class DemoView {
    static final int WIDTH = 110;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int HALTS_SHOWN = 4;
    private static final int BAR_CELLS = 12;
    private static final String REGIMES = " regimes";

    private final boolean colours;

    DemoView(boolean colours) {
        this.colours = colours;
    }

    /** The whole picture, lines ended by a newline. */
    String draw(DemoSnapshot s) {
        StringBuilder out = new StringBuilder(4096);
        header(out, s);
        prices(out, s);
        trades(out, s);
        signals(out, s);
        latencies(out, s);
        links(out, s);
        return out.toString();
    }

    private void header(StringBuilder out, DemoSnapshot s) {
        String speed = Double.isInfinite(s.speed()) ? "max" : format("%.0fx", s.speed());
        line(
                out,
                bold(" TICKPILOT ")
                        + format(
                                " %s   market %s UTC (%s)   up %02d:%02d",
                                s.mode().toUpperCase(Locale.ROOT),
                                TIME.format(Instant.ofEpochSecond(0, s.marketMicros() * 1_000)),
                                speed,
                                (int) s.upSeconds() / 60,
                                (int) s.upSeconds() % 60));
        line(
                out,
                format(
                        " ticks %,d (%,.0f/s)   rejected %,d   decisions %,d (%,.0f/s)   signals %,d   errors %d",
                        s.counts().ticks(),
                        s.rates().ticks(),
                        s.counts().rejected(),
                        s.counts().decisions(),
                        s.rates().decisions(),
                        s.counts().signals(),
                        s.counts().errors()));
        rule(out);
    }

    private void prices(StringBuilder out, DemoSnapshot s) {
        line(
                out,
                dim(format(
                        " %-8s %10s %10s %6s   %-12s %-14s %s",
                        "symbol", "bid", "ask", "spread", "sell | buy", "sell hold buy", "last decision")));
        for (Row row : s.rows()) {
            double spreadPoints = (row.ask() - row.bid()) * Math.pow(10, row.digits());
            String price = "%10." + row.digits() + "f";
            String shares = Double.isNaN(row.buy())
                    ? "warming up"
                    : format("%3.0f%% %3.0f%% %3.0f%%", 100 * row.sell(), 100 * row.hold(), 100 * row.buy());
            line(
                    out,
                    format(
                            " %-8s " + price + " " + price + " %6.0f   %s %-14s %s",
                            row.symbol(),
                            row.bid(),
                            row.ask(),
                            spreadPoints,
                            opinion(row),
                            shares,
                            row.last()));
        }
        regimes(out, s);
        rule(out);
    }

    /** As many to a line as fit, nothing before one is known. */
    private void regimes(StringBuilder out, DemoSnapshot s) {
        StringBuilder line = new StringBuilder();
        for (Row row : s.rows()) {
            if (row.regime().isEmpty()) {
                continue;
            }
            String text = "  " + row.symbol() + " " + row.regime();
            if (REGIMES.length() + line.length() + text.length() > WIDTH) {
                line(out, dim(REGIMES) + line);
                line.setLength(0);
            }
            line.append(text);
        }
        if (!line.isEmpty()) {
            line(out, dim(REGIMES) + line);
        }
    }

    /** Sell share grows to the left of the middle, buy share to the right. */
    private String opinion(Row row) {
        int half = BAR_CELLS / 2;
        int sell = cells(row.sell(), half);
        int buy = cells(row.buy(), half);
        return " ".repeat(half - sell) + red("<".repeat(sell)) + green(">".repeat(buy)) + " ".repeat(half - buy);
    }

    private static int cells(double share, int all) {
        return Double.isNaN(share) ? 0 : (int) Math.round(share * all);
    }

    private void trades(StringBuilder out, DemoSnapshot s) {
        long closed = s.counts().closed();
        String won = closed == 0 ? "-" : format("%.0f %%", 100 * s.counts().winRate());
        String pnl = format("%+,.2f %s", s.pnl(), s.currency());
        line(
                out,
                format(
                                " trades opened %d   closed %d   won %s   P&L ",
                                s.counts().opened(), closed, won)
                        + (s.pnl() < 0 ? red(pnl) : green(pnl))
                        + format("   equity %,.2f", s.equity()));
        s.openTrades().forEach(trade -> line(out, "   " + trade));
        s.halts().stream().limit(HALTS_SHOWN).forEach(halt -> line(out, red("   " + halt)));
        if (s.halts().size() > HALTS_SHOWN) {
            line(out, red(format("   and %d more", s.halts().size() - HALTS_SHOWN)));
        }
        s.feedback().forEach(each -> line(out, " " + each));
        rule(out);
    }

    private void signals(StringBuilder out, DemoSnapshot s) {
        line(out, dim(" newest signals"));
        if (s.signals().isEmpty()) {
            line(out, "   none yet: the models see 60 bars first, then the gate lets few through");
        }
        s.signals().forEach(signal -> line(out, "   " + signal));
        rule(out);
    }

    private void latencies(StringBuilder out, DemoSnapshot s) {
        line(out, dim(format(" %-28s %10s %10s %10s %10s", "latency, microseconds", "P50", "P95", "P99", "max")));
        for (Map.Entry<String, Percentiles> stage : s.latencyMicros().entrySet()) {
            Percentiles p = stage.getValue();
            line(
                    out,
                    format(
                            "   %-26s %10s %10s %10s %10s",
                            stage.getKey(), micros(p.p50()), micros(p.p95()), micros(p.p99()), micros(p.max())));
        }
        rule(out);
    }

    private void links(StringBuilder out, DemoSnapshot s) {
        List<String> links = s.links().entrySet().stream()
                .map(link -> format("%-9s %s", link.getKey(), link.getValue()))
                .toList();
        links.forEach(link -> line(out, " " + link));
        line(out, dim(" Ctrl-C ends"));
    }

    private static String micros(double value) {
        return Double.isNaN(value) ? "-" : value < 10 ? format("%.1f", value) : format("%,.0f", value);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private static void line(StringBuilder out, String text) {
        out.append(text).append('\n');
    }

    private void rule(StringBuilder out) {
        line(out, dim("-".repeat(WIDTH)));
    }

    private String bold(String text) {
        return styled("1", text);
    }

    private String dim(String text) {
        return styled("2", text);
    }

    private String red(String text) {
        return styled("31", text);
    }

    private String green(String text) {
        return styled("32", text);
    }

    private String styled(String code, String text) {
        return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
