package io.tickpilot.training.dataset;

/**
 * What came of a window between its end and the end of its label. A buy is entered at the ask and left at the bid, a sell the
 * other way round, so the spread is paid.
 *
 * @param buyReturn of the label's buy, {@code sellReturn} of its sell, in units of {@link LabelSettings#unitAtr()} ATR
 * @param midReturn of the mid, in ATR
 * @param buyAdverse farthest that a buy was against its entry, in ATR, never below 0; {@code sellAdverse} the same of a sell
 * @param buyFavourable farthest that a buy was in its favour, in ATR, never below 0; {@code sellFavourable} the same of a sell
 */
public record Outcome(
        double buyReturn,
        double sellReturn,
        double midReturn,
        double buyAdverse,
        double sellAdverse,
        double buyFavourable,
        double sellFavourable) {}
