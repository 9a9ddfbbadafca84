package io.tickpilot.core.ensemble;

import java.util.Arrays;

/** From skill to shares. */
final class Weighting {
    final AdaptationSettings settings;
    /** What older evidence keeps when a trade or a decision comes. */
    final double tradeDecay;

    final double decisionDecay;
    private final double[] base;
    private final double[] floors;
    private final double[] caps;
    private final double[] raised;
    private final double[] shares;

    Weighting(double[] base, AdaptationSettings settings) {
        this.settings = settings;
        this.base = base;
        tradeDecay = StrictMath.pow(2, -1 / settings.halfLifeTrades());
        decisionDecay = StrictMath.pow(2, -settings.decisionTrades() / settings.halfLifeTrades());
        floors = Arrays.stream(base).map(b -> Math.min(b, settings.floor())).toArray();
        caps = Arrays.stream(base)
                .map(b -> b > 0 ? Math.max(b, settings.cap()) : 0)
                .toArray();
        raised = base.clone();
        shares = base.clone();
    }

    double share(int agent) {
        return shares[agent];
    }

    void update(Tally[] tallies) {
        boolean alike = true;
        for (int i = 0; i < base.length; i++) {
            double skill = tallies[i].skill(settings.priorTrades());
            raised[i] = base[i] * StrictMath.exp(settings.sharpness() * skill);
            alike &= base[i] == 0 || skill == 0;
        }
        if (alike) {
            System.arraycopy(base, 0, shares, 0, base.length);
        } else {
            Shares.within(raised, floors, caps, shares);
        }
    }
}
