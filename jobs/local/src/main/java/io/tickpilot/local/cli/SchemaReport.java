package io.tickpilot.local.cli;

import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.local.features.StateSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a schema means and costs.
 *
 * @param read names of the pieces of state that its features read
 * @param kept names of all pieces that a symbol keeps for it
 */
record SchemaReport(FeatureSchema schema, List<String> read, List<String> kept, StateSize size) {

    static SchemaReport of(FeatureSchema schema, EngineSettings engine) {
        FeaturePlan plan = FeaturePlan.of(List.of(schema), engine.resources());
        return new SchemaReport(
                schema, plan.pieceNamesReadBy(schema), plan.pieceNames(), StateSize.of(schema, engine.resources()));
    }

    String toText() {
        StringBuilder text = new StringBuilder();
        line(text, "schema", schema.name() + " " + schema.version());
        line(text, "rows", "one each closed " + schema.rows() + " bar");
        line(
                text,
                "window",
                (schema.lookback() == 1 ? "1 row" : schema.lookback() + " rows") + " of " + schema.width()
                        + " features");
        line(text, "hash", schema.hash());
        line(text, "warm-up", schema.warmUp() + " bars" + (ownBarsAlone() ? "" : ", of those each feature is made of"));
        line(
                text,
                "state",
                String.format(
                        Locale.ROOT,
                        "%,d bytes a symbol %s; %,d with all else that is kept of it",
                        size.marketBytes(),
                        when(),
                        size.symbolBytes()));
        line(text, "", "at most 30 KiB more when 30 days of ATR ranks are full");
        text.append(String.format(Locale.ROOT, "%nfeatures:%n"));
        int width =
                schema.featureNames().stream().mapToInt(String::length).max().orElse(1);
        for (FeatureSchema.Feature feature : schema.features()) {
            text.append(String.format(Locale.ROOT, "  %-" + width + "s  %s%n", feature.name(), feature.meaning()));
        }
        text.append(
                String.format(Locale.ROOT, "%n%d features read %d pieces of state:%n", schema.width(), read.size()));
        read.forEach(name -> text.append(String.format(Locale.ROOT, "  %s%n", name)));
        List<String> others = kept.stream().filter(name -> !read.contains(name)).toList();
        text.append(
                String.format(Locale.ROOT, "%d more are always there: %s", others.size(), String.join(", ", others)));
        return text.toString();
    }

    private boolean ownBarsAlone() {
        return schema.features().stream().allMatch(feature -> feature.bars().equals(schema.rows()));
    }

    private String when() {
        return size.warm()
                ? String.format(Locale.ROOT, "when warm (after %,d simulated ticks)", size.ticks())
                : String.format(Locale.ROOT, "and still not warm after %,d simulated ticks", size.ticks());
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", schema.name());
        json.put("version", schema.version());
        json.put("rows", schema.rows().toString());
        json.put("lookback", schema.lookback());
        json.put("width", schema.width());
        json.put("hash", schema.hash());
        json.put("warm_up_bars", schema.warmUp());
        json.put(
                "features",
                schema.features().stream()
                        .map(feature -> Map.of("name", feature.name(), "meaning", feature.meaning()))
                        .toList());
        json.put("pieces_read", read);
        json.put("pieces_kept", kept);
        json.put("bytes_per_symbol", size.marketBytes());
        json.put("symbol_state_bytes", size.symbolBytes());
        json.put("warm", size.warm());
        json.put("warmed_by_ticks", size.ticks());
        return json;
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(String.format(Locale.ROOT, "%-9s%s%n", label, value));
    }
}
