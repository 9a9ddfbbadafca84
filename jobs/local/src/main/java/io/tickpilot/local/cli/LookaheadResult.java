package io.tickpilot.local.cli;

import io.tickpilot.core.causality.Leak;
import io.tickpilot.core.causality.LookaheadReport;
import io.tickpilot.core.causality.WarmUpCheck;
import io.tickpilot.core.causality.WarmUpReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a check of lookahead and warm-up found, ready to print.
 *
 * @param ticks that were checked on
 */
record LookaheadResult(
        String schema, String symbol, long ticks, int cuts, long seed, LookaheadReport lookahead, WarmUpReport warmUp) {

    /** Both checks, on something: a schema without a single number was not checked. */
    boolean holds() {
        return lookahead.holds() && warmUp.holds() && compared() > 0;
    }

    private long compared() {
        return lookahead.features().stream()
                .mapToLong(LookaheadReport.Feature::compared)
                .sum();
    }

    String toText() {
        int width = lookahead.features().stream()
                .mapToInt(f -> f.name().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        row(text, width, "feature", "compared", "lookahead", "remembers", "bars", "warm-up", "worst", "settled");
        for (int i = 0; i < lookahead.features().size(); i++) {
            LookaheadReport.Feature feature = lookahead.features().get(i);
            boolean last = i >= warmUp.features().size();
            WarmUpReport.Feature warm = last ? null : warmUp.features().get(i);
            row(
                    text,
                    width,
                    feature.name(),
                    String.format(Locale.ROOT, "%,d", feature.compared()),
                    verdict(feature),
                    warm == null ? "" : warm.memory().text(),
                    warm == null ? "" : Integer.toString(warm.declaredBars()),
                    warm == null ? "" : verdict(warm),
                    warm == null || warm.compared() == 0 ? "" : String.format(Locale.ROOT, "%.1e", warm.worst()),
                    warm == null || warm.compared() == 0 ? "" : warm.barsUntilTolerance() + " bars");
        }
        for (Leak leak : lookahead.leaks()) {
            text.append(String.format("leak: %s%n", leak.describe()));
        }
        text.append(String.format(
                Locale.ROOT,
                "%s: schema %s, %s, %,d ticks, %d cuts, seed %d, tolerance %.0e of the root mean square",
                compared() == 0 ? "Nothing to compare" : holds() ? "Holds" : "Does not hold",
                schema,
                symbol,
                ticks,
                cuts,
                seed,
                WarmUpCheck.TOLERANCE));
        return text.toString();
    }

    private static void row(StringBuilder text, int width, String feature, String... cells) {
        text.append(String.format(
                        "%-" + width + "s %12s  %-9s  %-15s %6s  %-9s %8s  %s",
                        feature,
                        cells[0],
                        cells[1],
                        cells[2],
                        cells[3],
                        cells[4],
                        cells[5],
                        cells[6])
                .stripTrailing());
        text.append(System.lineSeparator());
    }

    private String verdict(LookaheadReport.Feature feature) {
        return !lookahead.holds(feature.name()) ? "LEAKS" : feature.compared() == 0 ? "no value" : "ok";
    }

    private static String verdict(WarmUpReport.Feature feature) {
        return switch (feature.verdict()) {
            case HOLDS -> "ok";
            case FAILS -> "FAILS";
            case TOO_SHORT -> "too short";
        };
    }

    Map<String, Object> toJson() {
        List<Map<String, Object>> features = new ArrayList<>();
        for (int i = 0; i < lookahead.features().size(); i++) {
            Map<String, Object> feature = new LinkedHashMap<>();
            feature.put("name", lookahead.features().get(i).name());
            feature.put("compared", lookahead.features().get(i).compared());
            feature.put("lookahead", verdict(lookahead.features().get(i)));
            if (i < warmUp.features().size()) {
                WarmUpReport.Feature warm = warmUp.features().get(i);
                feature.put("memory", warm.memory());
                feature.put("declared_bars", warm.declaredBars());
                feature.put("warm_up", verdict(warm));
                feature.put("warm_up_compared", warm.compared());
                feature.put("worst_difference", warm.worst());
                feature.put("bars_until_tolerance", warm.barsUntilTolerance());
            }
            features.add(feature);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("holds", holds());
        object.put("schema", schema);
        object.put("symbol", symbol);
        object.put("ticks", ticks);
        object.put("cuts", cuts);
        object.put("seed", seed);
        object.put("tolerance", WarmUpCheck.TOLERANCE);
        object.put("leaks", lookahead.leaks().stream().map(Leak::describe).toList());
        object.put("features", features);
        return object;
    }
}
