package io.tickpilot.core.feature;

import io.tickpilot.core.indicator.Indicator;

/** One feature of a schema, bound to the state of one symbol. */
final class Column<T extends Indicator> {
    private final T state;
    private final FeatureKind.Reader<T> reader;
    private final SeriesState series;
    private final Scale scale;
    private final double min;
    private final double max;

    Column(Node<T> node, FeatureKind<T> kind, SeriesState series, FeatureSchema.Feature feature) {
        this.state = node.state;
        this.reader = kind.reader();
        this.series = series;
        this.scale = feature.scale();
        this.min = feature.min();
        this.max = feature.max();
    }

    /** The feature as of now, cut to its range; NaN when it has no value, never infinite. */
    float now() {
        double value = scaled(reader.read(state, series));
        float cut = (float) Math.min(Math.max(value, min), max);
        return Double.isFinite(value) && Float.isFinite(cut) ? cut : Float.NaN;
    }

    private double scaled(double value) {
        return switch (scale) {
            case NONE -> value;
            case ATR -> value / series.unit();
            case RELATIVE -> value / series.bar().bidClose();
            case POINTS -> value / series.point();
            case UNIT -> value / 100;
        };
    }
}
