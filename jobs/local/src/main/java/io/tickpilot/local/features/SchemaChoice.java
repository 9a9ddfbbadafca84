package io.tickpilot.local.features;

import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Nearest;
import io.tickpilot.core.feature.FeatureCatalogue;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The schemas a user can name: {@code technical}, {@code every}, files, and folders of models. */
public final class SchemaChoice {
    private static final String EVERY = "every";
    private static final int SUGGESTIONS = 3;

    private final Map<String, FeatureSchema> named = new LinkedHashMap<>();

    public SchemaChoice(Resources resources) {
        named.put(FeatureSchema.technicalV1().name(), FeatureSchema.technicalV1());
        named.put(FeatureSchema.priceV1().name(), FeatureSchema.priceV1());
        named.put(EVERY, FeatureCatalogue.everyFeature(BarSpec.time(Timeframe.M1), resources));
    }

    /** Names that need no file. */
    public Set<String> names() {
        return named.keySet();
    }

    /**
     * The schema of that name, else the one in that file, or in that model's folder.
     *
     * @throws ConfigException when the file has faults, or it is neither
     * @throws NoSuchFileException for what looks like a file and is not there
     */
    public FeatureSchema find(String nameOrFile) throws IOException {
        FeatureSchema known = named.get(nameOrFile);
        if (known != null) {
            return known;
        }
        if (isFile(nameOrFile)) {
            return read(Path.of(nameOrFile));
        }
        List<String> near = Nearest.of(nameOrFile, names(), SUGGESTIONS);
        throw new ConfigException("--schema: must be a file or one of " + String.join(", ", names()) + ": " + nameOrFile
                + (near.isEmpty() ? "" : ": did you mean " + near.get(0) + "?"));
    }

    /** Whether a text is meant as a file. */
    public static boolean isFile(String text) {
        return text.endsWith(".yaml")
                || text.endsWith(".yml")
                || text.contains("/")
                || (!text.isEmpty() && Files.exists(Path.of(text)));
    }

    private static FeatureSchema read(Path path) throws IOException {
        Path file = Files.isDirectory(path) ? path.resolve("schema.yaml") : path;
        try {
            return FeatureSchema.parse(Files.readString(file));
        } catch (ConfigException e) {
            throw new ConfigException(
                    e.faults().stream().map(fault -> file + ": " + fault).toList());
        }
    }
}
