package io.tickpilot.core.feature;

import io.tickpilot.core.bar.Timeframe;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The meaning of a feature window: which numbers, in which order, over which bars. Models name the {@link #hash()} they were
 * trained on and are refused at another. A changed formula is a new version.
 */
public final class FeatureSchema {
    private static final FeatureSchema TECHNICAL_V1 =
            new FeatureSchema("technical", 1, TechnicalFeatures.LOOKBACK, Timeframe.M1, TechnicalFeatures.DEFINITIONS);

    private final String name;
    private final int version;
    private final int lookback;
    private final Timeframe timeframe;
    private final List<Feature> features;
    private final String hash;

    /**
     * One column of a row.
     *
     * @param formula its definition in words of the field, part of the hash
     * @param min lowest value it can have, {@code max} the highest
     */
    public record Feature(String name, String formula, double min, double max) {}

    private FeatureSchema(String name, int version, int lookback, Timeframe timeframe, List<Feature> features) {
        this.name = name;
        this.version = version;
        this.lookback = lookback;
        this.timeframe = timeframe;
        this.features = features;
        this.hash = sha256(meaning());
    }

    /** What the technical agent reads: 60 one-minute bars of 12 features, defined in {@link TechnicalFeatures}. */
    public static FeatureSchema technicalV1() {
        return TECHNICAL_V1;
    }

    public String name() {
        return name;
    }

    public int version() {
        return version;
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

    public Timeframe timeframe() {
        return timeframe;
    }

    public List<Feature> features() {
        return features;
    }

    public List<String> featureNames() {
        return features.stream().map(Feature::name).toList();
    }

    /** SHA-256 of the meaning, 64 hex digits in lower case. */
    public String hash() {
        return hash;
    }

    /** The canonical text that is hashed: one line for the shape, one for each feature. */
    String meaning() {
        StringBuilder text = new StringBuilder()
                .append(name)
                .append('|')
                .append(version)
                .append('|')
                .append(timeframe)
                .append('|')
                .append(lookback)
                .append('\n');
        for (Feature feature : features) {
            text.append(feature.name()).append('=').append(feature.formula());
            text.append('|')
                    .append(feature.min())
                    .append('|')
                    .append(feature.max())
                    .append('\n');
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
