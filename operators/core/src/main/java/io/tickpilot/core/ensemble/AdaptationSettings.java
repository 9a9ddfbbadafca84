package io.tickpilot.core.ensemble;

import io.tickpilot.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * How weights follow performance, see {@link Performance}. Evidence is counted in trades.
 *
 * @param on whether they do
 * @param halfLifeTrades after so many more trades a piece of evidence counts half
 * @param priorTrades as many trades without skill are in every mean from the start
 * @param sharpness k in weight = base x exp(k x skill)
 * @param floor least share of an agent, {@code cap} its greatest; one whose configured share is outside keeps that as its bound
 * @param horizonMicros log time after which a decision is held against the market
 * @param decisionTrades what a decision counts for, in trades; 0: closed trades alone are evidence
 */
public record AdaptationSettings(
        boolean on,
        double halfLifeTrades,
        double priorTrades,
        double sharpness,
        double floor,
        double cap,
        long horizonMicros,
        double decisionTrades)
        implements Serializable {

    /** The horizon is that of the labels which the shipped agents are trained on. */
    public static final AdaptationSettings DEFAULTS =
            new AdaptationSettings(true, 100, 20, 2, 0.05, 0.6, 1_800_000_000L, 0.05);

    static AdaptationSettings from(Settings settings, AdaptationSettings base) {
        AdaptationSettings adaptation = new AdaptationSettings(
                settings.bool("adapt", base.on),
                settings.number("half-life", base.halfLifeTrades, 1, 1e6),
                settings.number("prior", base.priorTrades, 0.1, 1e6),
                settings.number("sharpness", base.sharpness, 0, 20),
                settings.number("floor", base.floor, 0, 1),
                settings.number("cap", base.cap, 0, 1),
                settings.duration("horizon", Duration.ofNanos(base.horizonMicros * 1_000))
                                .toNanos()
                        / 1_000,
                settings.number("decision-weight", base.decisionTrades, 0, 1));
        if (adaptation.floor > adaptation.cap) {
            settings.fault("floor", "must not exceed cap " + adaptation.cap, adaptation.floor);
        }
        if (adaptation.horizonMicros <= 0) {
            settings.fault("horizon", "must be longer than 0", adaptation.horizonMicros + "us");
        }
        return adaptation;
    }
}
