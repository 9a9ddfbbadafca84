package io.tickpilot.supervision;

import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.StrategySettings;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.portfolio.SupervisorSettings;
import io.tickpilot.core.risk.RiskSettings;
import java.io.Serializable;
import java.util.Map;

/** What accounts are watched by: sections {@code account} and {@code prop-firm}, and what the engine has of them. */
public record AccountSettings(SupervisorSettings supervisor, InstrumentCatalogue instruments, EconomicCalendar calendar)
        implements Serializable {

    /** Without a calendar, which is a file. */
    public static AccountSettings from(Settings root, EngineSettings engine) {
        long longestLife = engine.strategies().stream()
                .mapToLong(StrategySettings::signalLifeMicros)
                .max()
                .orElse(StrategySettings.DEFAULTS.signalLifeMicros());
        RiskSettings risk = RiskSettings.from(root.section("risk"), RiskSettings.DEFAULTS);
        return new AccountSettings(
                SupervisorSettings.from(root, risk, longestLife), engine.instruments(), EconomicCalendar.empty());
    }

    static AccountSettings defaults() {
        Settings none = Settings.parse("", Map.of());
        return from(none, EngineSettings.from(none));
    }

    public AccountSettings withCalendar(EconomicCalendar other) {
        return new AccountSettings(supervisor, instruments, other);
    }
}
