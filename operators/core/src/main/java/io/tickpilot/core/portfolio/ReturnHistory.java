package io.tickpilot.core.portfolio;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Equity and mid prices at the ends of intervals. A return spans exactly one interval; where a sample is missing the two beside it
 * are unknown and left out, never bridged.
 */
public final class ReturnHistory {
    private final long intervalMicros;
    private final SampleRing equity;
    private final TreeMap<String, SampleRing> mids = new TreeMap<>();
    private long interval = Long.MIN_VALUE;

    /** @param returns how many at most are kept */
    public ReturnHistory(long intervalMicros, int returns) {
        this.intervalMicros = intervalMicros;
        this.equity = new SampleRing(returns + 1);
    }

    /**
     * Call often. At the first call in a new interval its numbers become the sample.
     *
     * @param nowEquity in account currency
     */
    public void sample(long nowMicros, double nowEquity, Quotes quotes) {
        long current = Math.floorDiv(nowMicros, intervalMicros);
        if (current <= interval) {
            return;
        }
        long missed = interval == Long.MIN_VALUE ? 0 : Math.min(current - interval - 1, equity.length());
        for (long i = 0; i < missed; i++) {
            equity.add(Double.NaN);
            mids.values().forEach(ring -> ring.add(Double.NaN));
        }
        interval = current;
        equity.add(nowEquity);
        for (String symbol : quotes.symbols()) {
            mids.computeIfAbsent(symbol, s -> new SampleRing(equity.length())).add(quotes.mid(symbol));
        }
        mids.values().removeIf(SampleRing::isEmpty);
    }

    /** Relative changes of equity, oldest first; those of deposits are among them. */
    public double[] equityReturns() {
        double[] returns = new double[equity.length() - 1];
        int count = 0;
        for (int age = equity.length() - 2; age >= 0; age--) {
            double change = equity.change(age);
            if (Double.isFinite(change)) {
                returns[count++] = change;
            }
        }
        return Arrays.copyOf(returns, count);
    }

    /**
     * What today's positions would have won or lost in each interval of the past, oldest first, in account currency.
     *
     * @param bySymbol see {@link Exposure#bySymbol}
     * @return empty when one of the symbols has no history or nothing is open
     */
    public double[] scenarios(SortedMap<String, Double> bySymbol) {
        double[] results = new double[equity.length() - 1];
        int count = 0;
        for (int age = equity.length() - 2; age >= 0 && !bySymbol.isEmpty(); age--) {
            double sum = 0;
            for (Map.Entry<String, Double> position : bySymbol.entrySet()) {
                SampleRing ring = mids.get(position.getKey());
                sum += ring == null ? Double.NaN : position.getValue() * ring.change(age);
            }
            if (Double.isFinite(sum)) {
                results[count++] = sum;
            }
        }
        return Arrays.copyOf(results, count);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(interval);
        equity.writeTo(out);
        out.writeInt(mids.size());
        for (Map.Entry<String, SampleRing> entry : mids.entrySet()) {
            out.writeUTF(entry.getKey());
            entry.getValue().writeTo(out);
        }
    }

    void readFrom(DataInput in) throws IOException {
        interval = in.readLong();
        equity.readFrom(in);
        for (int i = in.readInt(); i > 0; i--) {
            SampleRing ring = new SampleRing(equity.length());
            String symbol = in.readUTF();
            ring.readFrom(in);
            mids.put(symbol, ring);
        }
    }
}
