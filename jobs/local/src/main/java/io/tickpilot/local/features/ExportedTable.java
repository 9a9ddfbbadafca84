package io.tickpilot.local.features;

import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.local.features.TableColumn.Kind;
import java.util.List;
import java.util.Map;

/**
 * What an export writes.
 *
 * @param schema whose state the market keeps, and whose rows' bars are awaited
 * @param notes kept in files that have metadata
 */
public record ExportedTable(
        Content content, FeatureSchema schema, List<TableColumn> columns, Map<String, String> notes) {
    private static final String SYMBOL = "symbol";
    private static final String[] PRICES = {
        "bid_open", "bid_high", "bid_low", "bid_close", "ask_open", "ask_high", "ask_low", "ask_close"
    };

    /** What makes a row, and what is in it. */
    public enum Content {
        FEATURES_AT_BARS,
        FEATURES_AT_TICKS,
        BARS
    }

    /**
     * The features of a schema: {@code symbol}, {@code time_micros}, then a column each. A row is of the closed bar of the schema's
     * rows, its time the end of the bar; or of each accepted tick, with the forming bar as it is then.
     */
    public static ExportedTable features(FeatureSchema schema, boolean atTicks) {
        return new ExportedTable(
                atTicks ? Content.FEATURES_AT_TICKS : Content.FEATURES_AT_BARS,
                schema,
                TableColumn.join(
                        TableColumn.of(Kind.TEXT, SYMBOL),
                        TableColumn.of(Kind.WHOLE, "time_micros"),
                        TableColumn.of(Kind.FLOAT, schema.featureNames().toArray(new String[0]))),
                Map.of("tickpilot.schema", schema.toYaml(), "tickpilot.schema.hash", schema.hash()));
    }

    /** The closed bars themselves. Time bars end at their interval's end, exclusive; bars of activity with their last tick. */
    public static ExportedTable bars(BarSpec bars) {
        FeatureSchema schema = FeatureSchema.parse("{name: bars, rows: " + bars + ", features: [{of: ticks}]}");
        return new ExportedTable(
                Content.BARS,
                schema,
                TableColumn.join(
                        TableColumn.of(Kind.TEXT, SYMBOL),
                        TableColumn.of(Kind.WHOLE, "start_micros"),
                        TableColumn.of(Kind.DOUBLE, PRICES),
                        TableColumn.of(Kind.WHOLE, "ticks", "end_micros"),
                        TableColumn.of(Kind.DOUBLE, "bid_volume", "ask_volume")),
                Map.of("tickpilot.bars", bars.toString()));
    }

    /** The bars that make a row each. */
    public BarSpec rows() {
        return schema.rows();
    }
}
