package io.tickpilot.archive;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Arguments of the job's main: {@code [--config FILE | --yaml TEXT] [--set key=value]...}. */
final class Arguments {

    private Arguments() {}

    /** @throws ConfigException naming the argument that is wrong */
    static Settings settings(String[] args) {
        String yaml = "";
        Map<String, String> overrides = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String value = i + 1 < args.length ? args[i + 1] : "";
            switch (args[i]) {
                case "--config" -> yaml = read(value);
                case "--yaml" -> yaml = value;
                case "--set" -> {
                    int equals = value.indexOf('=');
                    if (equals < 1) {
                        throw new ConfigException("--set: must be key=value: " + value);
                    }
                    overrides.put(value.substring(0, equals), value.substring(equals + 1));
                }
                default -> throw new ConfigException("arguments: unknown, use --config, --yaml or --set: " + args[i]);
            }
        }
        return Settings.parse(yaml, overrides);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new ConfigException("--config: cannot be read: " + file);
        }
    }
}
