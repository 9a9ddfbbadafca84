package io.tickpilot.core.risk;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How the closed trades of a strategy in a symbol ended, older ones weighing less. Its win rate and payoff are shrunk to a prior that
 * weighs as much as {@link SizingSettings#priorTrades} trades k:
 *
 * <pre>
 * p = (wins + k c) / (trades + k)                    c: the prior's win rate
 * b = mean win / mean loss, in R, where
 * mean win  = (sum of wins in R + k b0) / (wins + k)     b0: the prior's payoff
 * mean loss = (sum of losses in R + k) / (losses + k)
 * </pre>
 *
 * <p>The first is the mean of a Beta(k c, k (1 - c)) prior after those trades. R is what a trade risked when it was opened.
 */
public final class TradeStatistics {
    private double trades;
    private double wins;
    private double measuredWins;
    private double winsInR;
    private double measuredLosses;
    private double lossesInR;
    private long unknown;

    /**
     * @param profit in account currency, costs included
     * @param risk in account currency; NaN when unknown, which leaves the payoff as it is
     */
    public void add(double profit, double risk, SizingSettings settings) {
        double kept = StrictMath.pow(0.5, 1 / settings.halfLifeTrades());
        trades = trades * kept + 1;
        wins *= kept;
        measuredWins *= kept;
        winsInR *= kept;
        measuredLosses *= kept;
        lossesInR *= kept;
        boolean won = profit > 0;
        wins += won ? 1 : 0;
        if (!(risk > 0)) {
            return;
        }
        if (won) {
            measuredWins++;
            winsInR += profit / risk;
        } else {
            measuredLosses++;
            lossesInR -= profit / risk;
        }
    }

    /** A trade whose end nobody saw. */
    public void addUnknown() {
        unknown++;
    }

    public long unknown() {
        return unknown;
    }

    /** Weight of the trades seen: their number, less what the older ones lost. */
    public double trades() {
        return trades;
    }

    public double winRate(double prior, SizingSettings settings) {
        double k = settings.priorTrades();
        return (wins + k * prior) / (trades + k);
    }

    public double payoff(double prior, SizingSettings settings) {
        double k = settings.priorTrades();
        return (winsInR + k * prior) / (measuredWins + k) / ((lossesInR + k) / (measuredLosses + k));
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeDouble(trades);
        out.writeDouble(wins);
        out.writeDouble(measuredWins);
        out.writeDouble(winsInR);
        out.writeDouble(measuredLosses);
        out.writeDouble(lossesInR);
        out.writeLong(unknown);
    }

    public static TradeStatistics readFrom(DataInput in) throws IOException {
        TradeStatistics result = new TradeStatistics();
        result.trades = in.readDouble();
        result.wins = in.readDouble();
        result.measuredWins = in.readDouble();
        result.winsInR = in.readDouble();
        result.measuredLosses = in.readDouble();
        result.lossesInR = in.readDouble();
        result.unknown = in.readLong();
        return result;
    }
}
