package io.tickpilot.supervision;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Arguments of the job's main.
 *
 * @param yaml the configuration's text; {@code --yaml} carries it to a cluster where the file is not
 * @param home what relative model folders are relative to
 */
record JobArguments(String yaml, Path home, Map<String, String> overrides) {

    /** @throws ConfigException naming the argument that is wrong */
    static JobArguments parse(String[] args) {
        String yaml = "";
        Path home = Path.of("");
        Map<String, String> overrides = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String value = i + 1 < args.length ? args[i + 1] : "";
            switch (args[i]) {
                case "--config" -> yaml = read(value);
                case "--yaml" -> yaml = value;
                case "--home" -> home = Path.of(value);
                case "--set" -> {
                    int equals = value.indexOf('=');
                    if (equals < 1) {
                        throw new ConfigException("--set: must be key=value: " + value);
                    }
                    overrides.put(value.substring(0, equals), value.substring(equals + 1));
                }
                default -> throw new ConfigException("arguments: unknown: " + args[i]);
            }
        }
        return new JobArguments(yaml, home, overrides);
    }

    Settings settings() {
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
