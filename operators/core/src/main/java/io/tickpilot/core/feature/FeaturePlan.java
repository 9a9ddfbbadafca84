package io.tickpilot.core.feature;

import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.indicator.Indicator;
import io.tickpilot.core.regime.RegimeModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must be kept of a symbol so that the features of some schemas can be read: each piece of state once, however many
 * features and schemas read it. Immutable; one serves all symbols.
 */
public final class FeaturePlan {
    private final List<FeatureSchema> schemas;
    private final Resources resources;
    /** Key to what the state is made of; bars by their canonical text, those of the symbol alone under none. */
    private final Map<String, Piece<?>> pieces = new LinkedHashMap<>();

    private static final int MIN_HASH_DIGITS = 8;

    /** One piece of state. */
    record Piece<T extends Indicator>(String key, Family<T> family, Parameters parameters, BarSpec bars) {

        static <T extends Indicator> Piece<T> of(Family<T> family, Parameters parameters, BarSpec bars) {
            String at = family.bars() == Family.Bars.NONE ? "" : "@" + bars;
            // a regime's parameter only pins the model, and there is one model
            String with = family.bars() == Family.Bars.OF_THE_REGIME ? "" : "(" + parameters + ")";
            return new Piece<>(family.name() + with + at, family, parameters, bars);
        }

        Node<T> create(Surroundings surroundings) {
            return new Node<>(key, family, family.create().with(parameters, surroundings));
        }
    }

    private FeaturePlan(List<FeatureSchema> schemas, Resources resources) {
        this.schemas = List.copyOf(schemas);
        this.resources = resources;
        checkRegime();
        for (Timeframe timeframe : Timeframe.values()) {
            addSeries(BarSpec.time(timeframe));
        }
        for (FeatureSchema schema : this.schemas) {
            addSeries(schema.rows());
            for (FeatureSchema.Feature feature : schema.features()) {
                Family<?> family = FeatureCatalogue.kind(feature.kind()).family();
                BarSpec bars = barsOf(family, feature);
                addSeries(bars);
                add(Piece.of(family, feature.parameters(), bars));
            }
        }
        if (resources.regime() != null) {
            add(regimePiece(resources.regime()));
        }
    }

    /** A schema pins the regime model it was made with. */
    private void checkRegime() {
        List<String> faults = new ArrayList<>();
        String configured =
                resources.regime() == null ? "none" : resources.regime().hash();
        for (FeatureSchema schema : schemas) {
            for (FeatureSchema.Feature feature : schema.features()) {
                if (FeatureCatalogue.kind(feature.kind()).family() == RegimeFeatures.REGIME) {
                    String wanted = feature.parameters().text(RegimeFeatures.MODEL);
                    if (wanted.length() < MIN_HASH_DIGITS || !configured.startsWith(wanted)) {
                        faults.add("schema " + schema.name() + ": feature " + feature.name()
                                + " needs the regime model whose hash starts with " + wanted + ": configured is "
                                + configured);
                    }
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
    }

    /** Of its bars a feature's state is made. */
    BarSpec barsOf(Family<?> family, FeatureSchema.Feature feature) {
        return family.bars() == Family.Bars.OF_THE_REGIME && resources.regime() != null
                ? BarSpec.time(resources.regime().timeframe())
                : feature.bars();
    }

    static Piece<RegimeState> regimePiece(RegimeModel model) {
        return Piece.of(RegimeFeatures.REGIME, FeatureCatalogue.NO_PARAMETERS, BarSpec.time(model.timeframe()));
    }

    /**
     * A plan for these schemas, of which no two are the same. With a regime model regimes are told even if no schema reads them.
     *
     * @throws ConfigException when a schema reads another regime model
     */
    public static FeaturePlan of(List<FeatureSchema> schemas, Resources resources) {
        return new FeaturePlan(schemas, resources);
    }

    public static FeaturePlan of(FeatureSchema... schemas) {
        return new FeaturePlan(List.of(schemas), Resources.NONE);
    }

    public Resources resources() {
        return resources;
    }

    public List<FeatureSchema> schemas() {
        return schemas;
    }

    /** Names of all pieces of state that keep anything, such as {@code rsi(period=14)@m1}. */
    public List<String> pieceNames() {
        return pieces.values().stream()
                .filter(piece -> piece.family().hearsAnything())
                .map(Piece::key)
                .toList();
    }

    /** The bars that a feature is computed of, which for the regime's are those of its model. */
    public BarSpec barsOf(FeatureSchema.Feature feature) {
        return barsOf(FeatureCatalogue.kind(feature.kind()).family(), feature);
    }

    /** Closed bars of {@link #barsOf} until a feature is a number, in a market where every bar moves and has volume; its scale included. */
    public int warmUp(FeatureSchema.Feature feature) {
        int own = FeatureCatalogue.kind(feature.kind()).warmUp(feature.parameters(), Surroundings.of(null, resources));
        return feature.scale() == Scale.ATR ? Math.max(own, FeatureCatalogue.UNIT_WARM_UP) : own;
    }

    /** Names of the pieces of state that the features of a schema read, each once, those that keep nothing left out. */
    public List<String> pieceNamesReadBy(FeatureSchema schema) {
        Set<String> names = new LinkedHashSet<>();
        for (FeatureSchema.Feature feature : schema.features()) {
            Family<?> family = FeatureCatalogue.kind(feature.kind()).family();
            BarSpec bars = barsOf(family, feature);
            if (family.hearsAnything()) {
                names.add(Piece.of(family, feature.parameters(), bars).key());
            }
            if (feature.scale() == Scale.ATR) {
                names.add(Piece.of(FeatureCatalogue.ATR, FeatureCatalogue.UNIT, bars)
                        .key());
            }
        }
        return List.copyOf(names);
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
