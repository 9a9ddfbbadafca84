package io.tickpilot.training.dataset;

/**
 * Triple barrier (Lopez de Prado 2018, ch. 3), net of the spread. At the window's end a buy pays the ask and a sell gets
 * the bid; each has its target and its stop {@code atrMultiple} ATR(M1) away and leaves at the other price. The label is
 * the trade that reaches its target before its stop and within the horizon, hold when neither does. So the probability of
 * buy is the chance that a buy with these barriers wins.
 *
 * @param horizonBars one-minute bars until the vertical barrier
 */
public record BarrierSettings(double atrMultiple, int horizonBars) {
    public static final BarrierSettings DEFAULTS = new BarrierSettings(2.5, 30);

    public BarrierSettings {
        if (!(atrMultiple > 0) || horizonBars <= 0) {
            throw new IllegalArgumentException(
                    "barriers out of range: atr-multiple=" + atrMultiple + " horizon-bars=" + horizonBars);
        }
    }

    public String describe() {
        return "the trade that reaches a target of " + atrMultiple + " ATR(M1) before a stop as far away, entered and"
                + " left at bid and ask, within " + horizonBars + " minutes; hold when neither does";
    }
}
