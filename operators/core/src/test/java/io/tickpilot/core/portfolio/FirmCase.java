package io.tickpilot.core.portfolio;

import io.tickpilot.core.config.Settings;
import io.tickpilot.core.risk.RiskSettings;
import java.util.Map;

/** Accounts under rules, and the same rules in the referee's words. */
enum FirmCase {
    FTMO("rules: ftmo", law(0.05, "balance", false, 0.1, "initial-balance", Double.NaN, "Europe/Prague", 0, 120)),
    THE5ERS(
            "rules: the5ers",
            law(0.05, "higher", true, 0.1, "initial-balance", Double.NaN, "America/New_York", 17, 120)),
    FUNDEDNEXT(
            "rules: fundednext",
            law(0.05, "higher", false, 0.1, "initial-balance", Double.NaN, "America/New_York", 17, 300)),
    TOPSTEP(
            "rules: topstep, consistency: 0",
            law(0.02, "balance", false, 0.04, "day-end-balance", 0, "America/Chicago", 17, 0)),
    TRAILING_EQUITY(
            "rules: custom, max-loss: 0.04, max-loss-from: equity, lock: 0.05",
            law(0.05, "balance", false, 0.04, "equity", 0.05, "Europe/Prague", 0, 0)),
    TRAILING_BALANCE_OVERNIGHT(
            "rules: custom, max-loss: 0.06, max-loss-from: balance, daily-base: equity, flat: 0",
            law(0.05, "equity", false, 0.06, "balance", Double.NaN, "Europe/Prague", 0, 0)),
    LOTS_AND_TRADES(
            "rules: custom, max-lots: 4, max-trades: 9, day-start: 3h",
            new Referee.Law(
                    100_000,
                    0.05,
                    "balance",
                    false,
                    0.1,
                    "initial-balance",
                    103_000,
                    Double.NaN,
                    "Europe/Prague",
                    3,
                    4,
                    9,
                    0));

    private final String yaml;
    private final SupervisorSettings settings;
    private final Referee.Law law;

    FirmCase(String rules, Referee.Law law) {
        String more = rules.contains("flat:") ? "" : ", flat: 2m";
        yaml = "prop-firm: {" + rules + more + ", initial-balance: 100000, highest: 103000}\n";
        Settings root = Settings.parse(yaml, Map.of());
        settings = SupervisorSettings.from(root, RiskSettings.DEFAULTS, 5_000_000);
        root.leaveOtherAreas();
        root.check();
        this.law = law;
    }

    /** The section {@code prop-firm}. */
    String yaml() {
        return yaml;
    }

    SupervisorSettings settings() {
        return settings;
    }

    Referee.Law law() {
        return law;
    }

    private static Referee.Law law(
            double daily,
            String from,
            boolean ofStart,
            double total,
            String totalFrom,
            double lock,
            String zone,
            int hour,
            int news) {
        return new Referee.Law(100_000, daily, from, ofStart, total, totalFrom, 103_000, lock, zone, hour, 0, 0, news);
    }
}
