package io.tickpilot.training.trees;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.regime.RegimeModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What agents of trees read unless they are told otherwise. */
public final class TreeSchemas {
    private static final String CONFIGURED = "model: configured";
    private static final int HASH_DIGITS = 16;

    private TreeSchemas() {}

    /** Three one-minute bars of 16 features. */
    public static FeatureSchema forestV1() {
        return FeatureSchema.parse(text("forest-v1.yaml"));
    }

    /**
     * The moment in 24 features, those of the configured regime model among them.
     *
     * @throws ConfigException when none is configured
     */
    public static FeatureSchema riskV1(Resources resources) {
        RegimeModel regime = resources.regime();
        if (regime == null) {
            throw new ConfigException(
                    "regime.model: risk_assessment reads regimes; configure a regime model or name a --schema without: none");
        }
        String hash = regime.hash().substring(0, HASH_DIGITS);
        return FeatureSchema.parse(text("risk-v1.yaml").replace(CONFIGURED, "model: \"" + hash + '"'));
    }

    private static String text(String resource) {
        try (InputStream in = TreeSchemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("schema is not in the jar: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
