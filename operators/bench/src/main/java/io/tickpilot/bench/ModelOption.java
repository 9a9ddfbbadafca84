package io.tickpilot.bench;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which model is measured. */
final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Folder of the technical agent's model. Default: ${DEFAULT-VALUE}.",
            defaultValue = "models/technical")
    private Path model;

    /** As given when it is there from the working folder, else within the program's home. */
    Path folder() {
        return model.toFile().exists() ? model : home().resolve(model);
    }

    /** Folder of the clone. */
    static Path home() {
        return Path.of(System.getProperty("tickpilot.home", ""));
    }
}
