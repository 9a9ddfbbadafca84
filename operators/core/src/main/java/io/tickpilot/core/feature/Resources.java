package io.tickpilot.core.feature;

import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.regime.RegimeModel;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What features read beside the market.
 *
 * @param regime null when regimes are not told
 */
public record Resources(EconomicCalendar calendar, @Nullable RegimeModel regime) implements Serializable {
    public static final Resources NONE = new Resources(EconomicCalendar.empty(), null);
}
