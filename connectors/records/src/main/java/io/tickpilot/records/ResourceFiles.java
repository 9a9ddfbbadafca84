package io.tickpilot.records;

import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.regime.RegimeModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the files lie that features read beside the market.
 *
 * @param regimeModel folder of a regime model, or its file; {@value #NONE} for no regimes
 * @param calendarFile an economic calendar, see {@link CalendarFile}; {@value #NONE} for an empty one
 */
public record ResourceFiles(String regimeModel, String calendarFile) {
    public static final String REGIME_NAME = "regime.yaml";

    private static final String NONE = "none";
    private static final String SHIPPED = "models/regime";

    /** Sections {@code regime}, key {@code model} [{@value #SHIPPED}], and {@code calendar}, key {@code file} [{@value #NONE}]. */
    public static ResourceFiles from(Settings root) {
        return new ResourceFiles(
                root.section("regime").text("model", SHIPPED),
                root.section("calendar").text("file", NONE));
    }

    /**
     * Reads them.
     *
     * @param resolve turns a path as configured into one that can be opened
     * @throws ConfigException one line for each file that cannot be used, with its first fault
     */
    public Resources read(Function<String, Path> resolve) {
        List<String> faults = new ArrayList<>();
        EconomicCalendar calendar = EconomicCalendar.empty();
        RegimeModel regime = null;
        try {
            calendar = calendar(resolve);
        } catch (RecordException e) {
            faults.add("calendar.file: " + e.getMessage());
        }
        try {
            regime = regime(resolve);
        } catch (ConfigException e) {
            faults.add("regime.model: " + e.faults().get(0));
        }
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
        return new Resources(calendar, regime);
    }

    private EconomicCalendar calendar(Function<String, Path> resolve) {
        if (calendarFile.equals(NONE)) {
            return EconomicCalendar.empty();
        }
        Path file = resolve.apply(calendarFile);
        if (!Files.isRegularFile(file)) {
            throw new RecordException("no such file, or say none: " + file);
        }
        return CalendarFile.read(file);
    }

    private @Nullable RegimeModel regime(Function<String, Path> resolve) {
        if (regimeModel.equals(NONE)) {
            return null;
        }
        Path given = resolve.apply(regimeModel);
        Path file = Files.isDirectory(given) ? given.resolve(REGIME_NAME) : given;
        if (!Files.isRegularFile(file)) {
            throw new ConfigException("no such file, train one with `./tickpilot train regime`, or say none: " + file);
        }
        try {
            return RegimeModel.parse(Files.readString(file));
        } catch (IOException e) {
            throw new ConfigException("cannot be read: " + file);
        } catch (ConfigException e) {
            throw new ConfigException(file + ": " + String.join("; ", e.faults()));
        }
    }
}
