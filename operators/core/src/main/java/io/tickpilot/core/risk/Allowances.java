package io.tickpilot.core.risk;

import io.tickpilot.core.event.Arguments;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.Side;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * What one symbol may still order, account by account, see {@link EntryAllowance}. An account is known from the first limits on that
 * speak of new orders; what was sent before is unknown, so the first allowance that opens anything is one whose issuer has seen
 * more. Not thread-safe.
 */
public final class Allowances {
    private static final int MOST = 256;

    private final TreeMap<String, Entry> entries = new TreeMap<>();

    private record Entry(EntryAllowance allowance, ExitCosts costs) {}

    /**
     * Takes the allowance out of an account's limits; limits without one lift it.
     *
     * @param nowMicros log time
     * @throws IllegalArgumentException when a number is out of its range; nothing is changed then
     */
    public void set(String account, Arguments limits, long nowMicros) {
        if (!limits.has("new-risk") && !limits.has("new-lots") && !limits.has("new-orders")) {
            entries.remove(account);
            return;
        }
        Allowance allowance = Allowance.of(limits);
        ExitCosts costs = costs(limits);
        Entry known = entries.get(account);
        if (known == null && entries.size() == MOST) {
            throw new IllegalArgumentException("accounts known already: " + MOST);
        }
        EntryAllowance counted = known == null ? EntryAllowance.unknownUntil(nowMicros) : known.allowance();
        counted.set(allowance);
        entries.put(account, new Entry(counted, costs));
    }

    /** @throws IllegalArgumentException as {@link #set} would */
    public static void verify(Arguments limits) {
        Allowance.of(limits);
        costs(limits);
    }

    private static ExitCosts costs(Arguments limits) {
        return new ExitCosts(
                limits.number("slippage-points", 0, Double.MAX_VALUE, 0),
                limits.number("commission", 0, Double.MAX_VALUE, 0),
                limits.number("rate-share", 0, 1, 0));
    }

    /** Whether an account has an allowance. */
    public boolean limits(String account) {
        return entries.containsKey(account);
    }

    /**
     * Greatest size of an order for an account.
     *
     * @param rate account currency for one unit of quote currency
     * @return infinite where nothing limits it; 0 when no order may leave
     */
    public double mostLots(
            String account, Instrument instrument, double entry, double stopDistance, double rate, boolean converted) {
        Entry known = entries.get(account);
        if (known == null) {
            return Double.POSITIVE_INFINITY;
        }
        if (!known.allowance().hasOrders()) {
            return 0;
        }
        double perLot = perLot(known.costs(), instrument, entry, stopDistance, rate, converted);
        return Math.min(known.allowance().leftRisk() / perLot, known.allowance().leftLots());
    }

    private static double perLot(
            ExitCosts costs, Instrument instrument, double entry, double stopDistance, double rate, boolean converted) {
        return costs.ofOrder(instrument, Side.SELL, entry, entry + stopDistance, 1, rate, converted);
    }

    /**
     * An order left, for every account known.
     *
     * @param currency of an account
     * @param rate account currency for one unit of quote currency
     */
    public void sent(
            Instrument instrument,
            double entry,
            double stopDistance,
            double lots,
            UnaryOperator<String> currency,
            ToDoubleFunction<String> rate,
            long nowMicros) {
        for (Map.Entry<String, Entry> known : entries.entrySet()) {
            String money = currency.apply(known.getKey());
            boolean converted = !money.equals(instrument.quoteCurrency());
            ExitCosts costs = known.getValue().costs();
            double perLot = perLot(costs, instrument, entry, stopDistance, rate.applyAsDouble(money), converted);
            known.getValue().allowance().sent(nowMicros, perLot * lots, lots);
        }
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(entries.size());
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeDouble(entry.getValue().costs().slippagePoints());
            out.writeDouble(entry.getValue().costs().commissionPerLot());
            out.writeDouble(entry.getValue().costs().rateShare());
            entry.getValue().allowance().writeTo(out);
        }
    }

    public static Allowances readFrom(DataInput in) throws IOException {
        Allowances result = new Allowances();
        for (int i = in.readInt(); i > 0; i--) {
            String account = in.readUTF();
            ExitCosts costs = new ExitCosts(in.readDouble(), in.readDouble(), in.readDouble());
            result.entries.put(account, new Entry(EntryAllowance.readFrom(in), costs));
        }
        return result;
    }
}
