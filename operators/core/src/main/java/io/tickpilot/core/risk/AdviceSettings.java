package io.tickpilot.core.risk;

import io.tickpilot.core.config.Settings;
import java.io.Serializable;

/**
 * How far a risk agent is followed.
 *
 * @param veto probability from which on nothing leaves
 * @param minStopAtr least distance of a stop in ATR, whatever it says; {@code maxStopAtr} the greatest
 * @param maxSize greatest multiplier of the size; above 1 a stopped trade may lose more than {@link RiskSettings#accountRisk}
 */
public record AdviceSettings(double veto, double minStopAtr, double maxStopAtr, double maxSize)
        implements Serializable {

    public static final AdviceSettings DEFAULTS = new AdviceSettings(0.5, 0.5, 5, 1);

    /** Keys of the section {@code agent} of a {@code risk} section; what it leaves out comes from {@code base}. */
    static AdviceSettings from(Settings settings, AdviceSettings base) {
        AdviceSettings advice = new AdviceSettings(
                settings.number("veto", base.veto, 0, 1),
                settings.number("min-stop-atr", base.minStopAtr, 0.01, 1_000),
                settings.number("max-stop-atr", base.maxStopAtr, 0.01, 1_000),
                settings.number("max-size", base.maxSize, 0, 2));
        if (advice.minStopAtr > advice.maxStopAtr) {
            settings.fault("min-stop-atr", "must not exceed max-stop-atr " + advice.maxStopAtr, advice.minStopAtr);
        }
        return advice;
    }
}
