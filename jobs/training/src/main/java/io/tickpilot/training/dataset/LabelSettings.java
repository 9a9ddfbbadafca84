package io.tickpilot.training.dataset;

/**
 * How a window's future becomes its label, net of the spread. At the window's end a buy pays the ask and a sell gets the
 * bid; each leaves at the other price.
 *
 * @param distanceAtr of target and stop, or the hurdle of a fixed horizon, in ATR(M1)
 * @param horizonBars one-minute bars after which it is over
 */
public record LabelSettings(Method method, double distanceAtr, int horizonBars) {
    /** What the technical agent is trained on. */
    public static final LabelSettings DEFAULTS = tripleBarrier(2.5, 30);

    /** How a trade of a label ends. */
    public enum Method {
        /**
         * Triple barrier (Lopez de Prado 2018, ch. 3.4): each trade has its target and its stop at the distance. The label is
         * the trade that reaches its target before its stop and within the horizon, hold when neither does. So the
         * probability of buy is the chance that a buy with these barriers wins.
         */
        TRIPLE_BARRIER,
        /** The trade that earns more than the hurdle when it is left at the horizon, hold when neither does. */
        FIXED_HORIZON
    }

    public LabelSettings {
        boolean sane = horizonBars > 0 && (method == Method.TRIPLE_BARRIER ? distanceAtr > 0 : distanceAtr >= 0);
        if (!sane) {
            throw new IllegalArgumentException("labels out of range: method=" + method + " distance-atr=" + distanceAtr
                    + " horizon-bars=" + horizonBars);
        }
    }

    /** @param distanceAtr of target and stop */
    public static LabelSettings tripleBarrier(double distanceAtr, int horizonBars) {
        return new LabelSettings(Method.TRIPLE_BARRIER, distanceAtr, horizonBars);
    }

    /** @param hurdleAtr that a trade must earn after the spread, 0 for any gain */
    public static LabelSettings fixedHorizon(double hurdleAtr, int horizonBars) {
        return new LabelSettings(Method.FIXED_HORIZON, hurdleAtr, horizonBars);
    }

    /** ATR in one unit of {@link Outcome#buyReturn()}: the distance of the barriers, 1 for a fixed horizon. */
    public double unitAtr() {
        return method == Method.TRIPLE_BARRIER ? distanceAtr : 1;
    }

    public String describe() {
        if (method == Method.FIXED_HORIZON) {
            return "the trade that earns more than " + distanceAtr + " ATR(M1), entered and left at bid and ask, after "
                    + horizonBars + " minutes; hold when neither does";
        }
        return "the trade that reaches a target of " + distanceAtr + " ATR(M1) before a stop as far away, entered and"
                + " left at bid and ask, within " + horizonBars + " minutes; hold when neither does";
    }
}
