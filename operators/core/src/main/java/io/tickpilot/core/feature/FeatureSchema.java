package io.tickpilot.core.feature;

import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a feature window: which numbers, in which order, over which bars. A window has {@link #lookback()} rows, one a
 * bar, of {@link #width()} features each. Models name the {@link #hash()} they were trained on and are refused at another.
 * Immutable.
 */
public final class FeatureSchema implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MAX_LOOKBACK = 10_000;
    private static final FeatureSchema TECHNICAL_V1 = shipped("technical-v1.yaml");
    private static final FeatureSchema PRICE_V1 = shipped("price-v1.yaml");

    private final String name;
    private final int version;
    private final BarSpec rows;
    private final int lookback;
    private final ArrayList<Feature> features;
    private final String hash;

    /**
     * One column of a row.
     *
     * @param name unique within the schema
     * @param kind name of a {@link FeatureKind}
     * @param bars it is computed of, the schema's own unless it says otherwise
     * @param min what lies below is set to it, likewise above {@code max}; infinite for no bound
     */
    public record Feature(
            String name, String kind, Parameters parameters, BarSpec bars, Scale scale, double min, double max)
            implements Serializable {

        /** The whole meaning but its name, canonical: {@code rsi/1(period=14)@m1 unit [0.0, 1.0]}. */
        public String meaning() {
            FeatureKind<?> of = FeatureCatalogue.kind(kind);
            String at = of.hasBars() ? "@" + bars : "";
            return kind + "/" + of.revision() + "(" + parameters + ")" + at + " " + scale.key() + " [" + min + ", "
                    + max + "]";
        }
    }

    FeatureSchema(String name, int version, BarSpec rows, int lookback, List<Feature> features) {
        this.name = name;
        this.version = version;
        this.rows = rows;
        this.lookback = lookback;
        this.features = new ArrayList<>(features);
        this.hash = sha256(meaning());
    }

    /** What the shipped technical agent reads: 60 one-minute bars of 12 features. */
    public static FeatureSchema technicalV1() {
        return TECHNICAL_V1;
    }

    /** What the price_prediction agent reads: 60 one-minute rows of prices of three timeframes, volume profile and order flow. */
    public static FeatureSchema priceV1() {
        return PRICE_V1;
    }

    /**
     * Reads a schema of its own YAML text.
     *
     * @throws ConfigException with all faults
     */
    public static FeatureSchema parse(String yaml) {
        Settings root = Settings.parse(yaml, Map.of());
        FeatureSchema schema = from(root);
        root.check();
        return schema;
    }

    /**
     * Reads {@code name}, {@code version} [1], {@code rows} [m1], {@code lookback} [1] and {@code features}, a list of: {@code of}, the kind;
     * {@code name} [that of the kind]; {@code bars} [rows]; {@code scale} [none]; {@code min} and {@code max} [the kind's]; and the kind's
     * parameters. Faults are left in {@code root}.
     */
    public static FeatureSchema from(Settings root) {
        String name = root.required("name");
        int version = root.integer("version", 1, 1, 1_000_000);
        BarSpec rows = bars(root, "rows", BarSpec.time(Timeframe.M1));
        int lookback = root.integer("lookback", 1, 1, MAX_LOOKBACK);
        List<Feature> features = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Settings item : root.list("features")) {
            Feature feature = feature(item, rows);
            if (feature != null) {
                if (!names.add(feature.name())) {
                    item.fault("name", "must be unique among the features", feature.name());
                }
                features.add(feature);
            }
        }
        if (features.isEmpty()) {
            root.fault("features", "must name at least one feature", "none");
        }
        return new FeatureSchema(name, version, rows, lookback, features);
    }

    private static @Nullable Feature feature(Settings item, BarSpec rows) {
        String of = item.required("of");
        FeatureKind<?> kind = FeatureCatalogue.find(of);
        if (kind == null) {
            if (!of.isBlank()) {
                item.fault("of", "must be a feature, see `./tickpilot features list`", of);
            }
            item.leaveRest();
            return null;
        }
        BarSpec bars = kind.hasBars() ? bars(item, "bars", rows) : rows;
        Scale scale = item.choice("scale", Scale.class, Scale.NONE);
        if (!scale.suits(kind.unit())) {
            item.fault("scale", "does not suit a feature of unit " + kind.unit().text(), scale.key());
        }
        boolean ownRange = scale == Scale.NONE;
        double lowest = ownRange ? kind.min() : scale == Scale.UNIT ? 0 : Double.NEGATIVE_INFINITY;
        double highest = ownRange ? kind.max() : scale == Scale.UNIT ? 1 : Double.POSITIVE_INFINITY;
        double min = item.has("min") ? item.number("min", 0, -Double.MAX_VALUE, Double.MAX_VALUE) : lowest;
        double max = item.has("max") ? item.number("max", 0, -Double.MAX_VALUE, Double.MAX_VALUE) : highest;
        if (min >= max) {
            item.fault("min", "must be below max " + max, min);
        }
        Parameters parameters = Parameters.from(item, kind.parameters());
        try {
            kind.warmUp(parameters, Surroundings.NONE);
        } catch (IllegalArgumentException e) {
            item.fault("of", "parameters do not go together", e.getMessage());
        }
        return new Feature(item.text("name", of), of, parameters, bars, scale, min, max);
    }

    private static BarSpec bars(Settings from, String key, BarSpec otherwise) {
        String text = from.text(key, otherwise.toString());
        try {
            return BarSpec.parse(text);
        } catch (IllegalArgumentException e) {
            from.fault(key, "is not a kind of bars", e.getMessage());
            return otherwise;
        }
    }

    private static FeatureSchema shipped(String resource) {
        try (InputStream in = FeatureSchema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("schema is not in the jar: " + resource);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return name;
    }

    public int version() {
        return version;
    }

    /** The bars that give a row each. */
    public BarSpec rows() {
        return rows;
    }

    /** Rows of a window. */
    public int lookback() {
        return lookback;
    }

    /** Features of a row. */
    public int width() {
        return features.size();
    }

    /** Floats of a window, {@code lookback * width}. */
    public int size() {
        return lookback * width();
    }

    public List<Feature> features() {
        return List.copyOf(features);
    }

    public List<String> featureNames() {
        return features.stream().map(Feature::name).toList();
    }

    /** SHA-256 of the meaning, 64 hex digits in lower case: the same for any writing of the same schema. */
    public String hash() {
        return hash;
    }

    /** Schemas are equal when they mean the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FeatureSchema that && hash.equals(that.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    /** The schema as {@link #parse} reads it, everything written out: equal schemas give equal texts. */
    public String toYaml() {
        return FeatureSchemaText.write(this);
    }

    /** Closed bars of its own kind until a window is full, when all its features are of these bars. */
    public int warmUp() {
        int most = 0;
        for (Feature feature : features) {
            int unit = feature.scale() == Scale.ATR ? FeatureCatalogue.UNIT_WARM_UP : 0;
            int own = FeatureCatalogue.kind(feature.kind()).warmUp(feature.parameters(), Surroundings.NONE);
            most = Math.max(most, Math.max(own, unit));
        }
        return Math.max(most, 1) + lookback - 1;
    }

    /** The canonical text that is hashed: one line for the shape, one for each feature with its defaults written out. */
    String meaning() {
        StringBuilder text = new StringBuilder()
                .append(name)
                .append('|')
                .append(version)
                .append('|')
                .append(rows)
                .append('|')
                .append(lookback)
                .append('\n');
        for (Feature feature : features) {
            text.append(feature.name()).append('=').append(feature.meaning()).append('\n');
        }
        return text.toString();
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
