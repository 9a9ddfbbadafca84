package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.local.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options every configured verb has: a file, environment variables over it, {@code --set} over both. */
public final class ConfigOptions {
    private static final String ENVIRONMENT_PREFIX = "TICKPILOT_SET_";

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration (YAML). Default: ${DEFAULT-VALUE}.")
    private String config = "conf/tickpilot.yaml";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides one key, such as validation.keep-crossed=true. Repeatable.")
    private Map<String, String> sets = new LinkedHashMap<>();

    /** Text of the configuration file. */
    public String text() {
        Path file = Home.resolve(config);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigException("--config: cannot read the file: " + file);
        }
    }

    /** Overrides in force: environment first, then {@code --set}. */
    public Map<String, String> overrides() {
        Map<String, String> all = new LinkedHashMap<>();
        // TICKPILOT_SET_validation__keep_crossed=true: two underscores part sections, one stands for a hyphen.
        System.getenv().forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT_PREFIX)) {
                all.put(
                        name.substring(ENVIRONMENT_PREFIX.length())
                                .toLowerCase(Locale.ROOT)
                                .replace("__", ".")
                                .replace('_', '-'),
                        value);
            }
        });
        all.putAll(sets);
        return all;
    }

    public Settings load() {
        return Settings.parse(text(), overrides());
    }

    /** A verb with another default file sets it before parsing. */
    public void override(String key, String value) {
        sets.putIfAbsent(key, value);
    }

    public boolean isDefaultFile() {
        return config.equals("conf/tickpilot.yaml");
    }

    public void useFile(String file) {
        config = file;
    }
}
