package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.local.Home;
import io.tickpilot.local.ea.ExpertPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the zip that a trader unpacks in a terminal. */
@Command(
        name = "package",
        description = "Makes the zip to unpack in a terminal's data folder (File > Open Data Folder).",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Inputs are listed in mql4/README.md; those set here become the preset Tickpilot.set.",
            "Example: ./tickpilot ea package --keys keys/mt4-1.key_secret --set ControlAddresses=tcp://10.0.0.5:5556"
        })
final class EaPackageCommand implements Callable<Integer> {
    @Option(names = "--out", paramLabel = "FILE", description = "Default: tickpilot-ea.zip.")
    private Path out = Path.of("tickpilot-ea.zip");

    @Option(names = "--set", paramLabel = "INPUT=VALUE", description = "Value of an input; may be given again.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "The terminal's secret file of 'bridge keys'; the zip is then a secret too.")
    private @Nullable Path keys;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (keys != null && !Files.isReadable(keys)) {
            throw new ConfigException("--keys: cannot be read: " + keys);
        }
        List<String> files = new ExpertPackage(Home.path().resolve("mql4")).write(out, settings, keys);
        if (json) {
            System.out.println(Json.line(Map.of("file", out.toString(), "entries", files)));
        } else {
            System.out.println(out + ": " + files.size() + " files" + (keys == null ? "" : ", one of them a secret"));
            System.out.println("unpack it in the terminal's data folder; then see TICKPILOT-README.md in it");
        }
        return Failures.DONE;
    }
}
