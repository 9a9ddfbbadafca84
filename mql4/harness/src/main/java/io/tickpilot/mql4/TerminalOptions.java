package io.tickpilot.mql4;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is set up before the expert starts.
 *
 * @param dataFolder the terminal's folder: MQL4/Files, terminal globals, and the broker's memory live there
 * @param inputs values of the expert's inputs by name
 * @param setup commands run before {@code start}
 */
public record TerminalOptions(Path dataFolder, Map<String, String> inputs, List<String> setup) {

    public static TerminalOptions in(Path dataFolder) {
        return new TerminalOptions(dataFolder, Map.of(), List.of());
    }

    public TerminalOptions with(String input, String value) {
        Map<String, String> more = new LinkedHashMap<>(inputs);
        more.put(input, value);
        return new TerminalOptions(dataFolder, more, setup);
    }

    public TerminalOptions first(String... commands) {
        List<String> more = new ArrayList<>(setup);
        more.addAll(List.of(commands));
        return new TerminalOptions(dataFolder, inputs, more);
    }
}
