package io.tickpilot.core.feature;

import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.indicator.Indicator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What must be kept of a symbol so that the features of some schemas can be read: each piece of state once, however many
 * features and schemas read it. Immutable; one serves all symbols.
 */
public final class FeaturePlan {
    private final List<FeatureSchema> schemas;
    /** Key to what the state is made of; bars by their canonical text, those of the symbol alone under none. */
    private final Map<String, Piece<?>> pieces = new LinkedHashMap<>();

    /** One piece of state. */
    record Piece<T extends Indicator>(String key, Family<T> family, Parameters parameters, BarSpec bars) {

        static <T extends Indicator> Piece<T> of(Family<T> family, Parameters parameters, BarSpec bars) {
            String at = family.bars() == Family.Bars.NONE ? "" : "@" + bars;
            return new Piece<>(family.name() + "(" + parameters + ")" + at, family, parameters, bars);
        }

        Node<T> create(Surroundings surroundings) {
            return new Node<>(key, family, family.create().with(parameters, surroundings));
        }
    }

    private FeaturePlan(List<FeatureSchema> schemas) {
        this.schemas = List.copyOf(schemas);
        for (Timeframe timeframe : Timeframe.values()) {
            addSeries(BarSpec.time(timeframe));
        }
        for (FeatureSchema schema : this.schemas) {
            addSeries(schema.rows());
            for (FeatureSchema.Feature feature : schema.features()) {
                FeatureKind<?> kind = FeatureCatalogue.kind(feature.kind());
                addSeries(feature.bars());
                add(Piece.of(kind.family(), feature.parameters(), feature.bars()));
            }
        }
    }

    /** A plan for these schemas, of which no two are the same. */
    public static FeaturePlan of(List<FeatureSchema> schemas) {
        return new FeaturePlan(schemas);
    }

    public static FeaturePlan of(FeatureSchema schema) {
        return new FeaturePlan(List.of(schema));
    }

    public List<FeatureSchema> schemas() {
        return schemas;
    }

    /** Names of all pieces of state, such as {@code rsi(period=14)@m1}. */
    public List<String> pieceNames() {
        return List.copyOf(pieces.keySet());
    }

    private void addSeries(BarSpec bars) {
        add(Piece.of(FeatureCatalogue.LAST_BARS, FeatureCatalogue.NO_PARAMETERS, bars));
        add(Piece.of(FeatureCatalogue.ATR, FeatureCatalogue.UNIT, bars));
    }

    private void add(Piece<?> piece) {
        pieces.putIfAbsent(piece.key(), piece);
    }

    List<Piece<?>> pieces() {
        return new ArrayList<>(pieces.values());
    }
}
