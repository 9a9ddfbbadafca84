package io.tickpilot.core.risk;

import io.tickpilot.core.config.Settings;
import java.io.Serializable;
import java.util.Map;

/**
 * What a trade may cost.
 *
 * @param accountEquity in account currency
 * @param accountRisk share of the equity a stopped trade may lose
 * @param kellyCap share of the Kelly fraction that bounds {@code accountRisk}
 * @param conversionRates currency to the value of one unit of it in account currency
 * @param advice how far a risk agent is followed
 * @param sizing what a size follows beside these
 */
public record RiskSettings(
        String accountCurrency,
        double accountEquity,
        double accountRisk,
        double kellyCap,
        Map<String, Double> conversionRates,
        AdviceSettings advice,
        SizingSettings sizing)
        implements Serializable {

    public static final RiskSettings DEFAULTS = new RiskSettings("USD", 10_000, 0.01, 0.5, Map.of());

    /** With the usual trust in a risk agent, sized as usual. */
    public RiskSettings(
            String accountCurrency,
            double accountEquity,
            double accountRisk,
            double kellyCap,
            Map<String, Double> conversionRates) {
        this(
                accountCurrency,
                accountEquity,
                accountRisk,
                kellyCap,
                conversionRates,
                AdviceSettings.DEFAULTS,
                SizingSettings.DEFAULTS);
    }

    /** Keys of a {@code risk} section; what it leaves out comes from {@code base}. */
    public static RiskSettings from(Settings settings, RiskSettings base) {
        return new RiskSettings(
                settings.text("account-currency", base.accountCurrency),
                settings.number("account-equity", base.accountEquity, 0.01, 1e15),
                settings.number("account-risk", base.accountRisk, 0, 1),
                settings.number("kelly-cap", base.kellyCap, 0, 1),
                settings.has("conversion-rates")
                        ? settings.numbers("conversion-rates", 1e-12, 1e12)
                        : base.conversionRates,
                AdviceSettings.from(settings.section("agent"), base.advice),
                SizingSettings.from(settings, base.sizing));
    }
}
