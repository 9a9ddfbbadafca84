package io.tickpilot.local.demo;

import java.util.List;
import java.util.Map;

/**
 * What the live view draws, taken at one moment.
 *
 * @param marketMicros market time, epoch microseconds, UTC
 * @param upSeconds since everything ran
 * @param speed market seconds per second, infinite for as fast as possible
 * @param rows one per symbol, in configured order
 * @param halts breakers that are not closed and blocks of patterns
 * @param feedback weights of agents, and how often signals were kept back
 * @param pnl realised, in account currency; {@code equity} with open trades at market
 * @param latencyMicros stage to percentiles
 * @param links name to URL
 */
public record DemoSnapshot(
        String mode,
        long marketMicros,
        double upSeconds,
        double speed,
        List<Row> rows,
        List<String> signals,
        List<String> halts,
        List<String> feedback,
        List<String> openTrades,
        Counts counts,
        double pnl,
        double equity,
        String currency,
        Rates rates,
        Map<String, Percentiles> latencyMicros,
        Map<String, String> links) {

    /**
     * @param sell share of the ensemble, as are {@code hold} and {@code buy}; NaN before the first decision
     * @param last outcome of the newest decision and why, empty before
     * @param regime of the market, empty before it is known
     */
    public record Row(
            String symbol,
            int digits,
            double bid,
            double ask,
            double sell,
            double hold,
            double buy,
            String last,
            String regime) {}

    /**
     * Totals since the start.
     *
     * @param winRate share of the closed trades that made money, NaN before the first
     */
    public record Counts(
            long ticks,
            long rejected,
            long decisions,
            long signals,
            long opened,
            long closed,
            double winRate,
            long errors) {}

    /** Per second, over the last interval between two snapshots. */
    public record Rates(double ticks, double decisions) {}
}
