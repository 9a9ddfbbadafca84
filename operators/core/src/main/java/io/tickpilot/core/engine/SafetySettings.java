package io.tickpilot.core.engine;

import io.tickpilot.core.breaker.WatchSettings;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.portfolio.PropFirmRules;
import io.tickpilot.core.risk.Reconciliation;
import io.tickpilot.core.risk.RiskSettings;
import java.io.Serializable;

/**
 * What stops a symbol and its strategies.
 *
 * @param symbol what trips the breaker of a symbol, all its strategies together; {@code strategy} that of a strategy in a symbol
 * @param reconcile whether trades wait until terminals and chain agree on what is open
 * @param risk of accounts that tell no equity of their own
 * @param limitsRequired whether nothing may leave for an account before the supervision has told what it may newly risk
 */
public record SafetySettings(
        WatchSettings symbol,
        WatchSettings strategy,
        Reconciliation.Mode reconcile,
        RiskSettings risk,
        boolean limitsRequired)
        implements Serializable {

    /** Reads {@code breakers}, {@code reconcile} and, since an account under rules must not go without limits, {@code prop-firm}. */
    static SafetySettings from(Settings root, RiskSettings risk) {
        Settings breakers = root.section("breakers");
        boolean automatic = breakers.bool("automatic", true);
        WatchSettings symbol = WatchSettings.from(breakers.section("symbol"), WatchSettings.SYMBOL);
        WatchSettings strategy = WatchSettings.from(breakers.section("strategy"), WatchSettings.STRATEGY);
        return new SafetySettings(
                automatic ? symbol : symbol.byCommandOnly(),
                automatic ? strategy : strategy.byCommandOnly(),
                root.choice("reconcile", Reconciliation.Mode.class, Reconciliation.Mode.REQUIRED),
                risk,
                PropFirmRules.from(root).isOn());
    }
}
