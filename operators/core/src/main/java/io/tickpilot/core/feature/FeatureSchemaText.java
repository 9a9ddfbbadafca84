package io.tickpilot.core.feature;

import java.util.regex.Pattern;

/** The canonical YAML form of a {@link FeatureSchema}. Doubles are written so that they read back bit by bit. */
final class FeatureSchemaText {
    /** Needs no quotes and is no number; the words that YAML takes for something else are quoted. */
    private static final Pattern BARE = Pattern.compile("(?!true$|false$|null$)[A-Za-z][A-Za-z0-9_-]*");

    private FeatureSchemaText() {}

    static String write(FeatureSchema schema) {
        StringBuilder out = new StringBuilder();
        out.append("name: ").append(word(schema.name())).append('\n');
        out.append("version: ").append(schema.version()).append('\n');
        out.append("rows: ").append(word(schema.rows().toString())).append('\n');
        out.append("lookback: ").append(schema.lookback()).append('\n');
        out.append("features:\n");
        for (FeatureSchema.Feature feature : schema.features()) {
            write(feature, out);
        }
        return out.toString();
    }

    private static void write(FeatureSchema.Feature feature, StringBuilder out) {
        FeatureKind<?> kind = FeatureCatalogue.kind(feature.kind());
        out.append("  - {name: ").append(word(feature.name()));
        out.append(", of: ").append(word(feature.kind()));
        if (kind.hasBars()) {
            out.append(", bars: ").append(word(feature.bars().toString()));
        }
        for (Parameter parameter : kind.parameters()) {
            String value = feature.parameters().text(parameter.name());
            boolean isWord = parameter.form() == Parameter.Form.WORD;
            out.append(", ").append(parameter.name()).append(": ").append(isWord ? word(value) : value);
        }
        out.append(", scale: ").append(feature.scale().key());
        bound("min", feature.min(), out);
        bound("max", feature.max(), out);
        out.append("}\n");
    }

    /** A feature without a bound is one of a kind or scale without it, which need not be said. */
    private static void bound(String key, double value, StringBuilder out) {
        if (Double.isFinite(value)) {
            out.append(", ").append(key).append(": ").append(Parameters.plain(value));
        }
    }

    private static String word(String text) {
        return BARE.matcher(text).matches()
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
