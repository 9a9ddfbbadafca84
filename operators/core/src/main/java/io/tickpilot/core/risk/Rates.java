package io.tickpilot.core.risk;

import io.tickpilot.core.event.Arguments;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Conversion rates as commands told them: the newest of each pair of currencies. Not thread-safe. */
public final class Rates {
    private static final int MOST = 1_024;

    private final TreeMap<String, TreeMap<String, Rate>> byFrom = new TreeMap<>();
    private int count;

    /** @param rate units of the other currency for one of this */
    record Rate(double rate, long atMicros) {}

    /**
     * Takes a command's rate in; one older than what is known changes nothing.
     *
     * @param currency one unit of which {@code rate} is the value of, in {@code account-currency}, as of {@code at}
     * @return whether it is new
     * @throws IllegalArgumentException when the arguments are not those of a rate
     */
    public boolean set(String currency, Arguments arguments, long nowMicros) {
        double rate = arguments.number("rate", 1e-12, 1e12);
        String account = arguments.text("account-currency");
        long at = arguments.micros("at", nowMicros);
        if (currency.isEmpty() || currency.equals("*")) {
            throw new IllegalArgumentException("target must be a currency: " + currency);
        }
        if (at > nowMicros + 60_000_000L) {
            throw new IllegalArgumentException("argument lies in the future: at=" + at);
        }
        Rate known = known(currency, account);
        if (known != null && known.atMicros > at) {
            return false;
        }
        if (known == null && count == MOST) {
            throw new IllegalArgumentException("rates known already: " + MOST);
        }
        put(currency, account, new Rate(rate, at));
        return true;
    }

    private void put(String from, String to, Rate rate) {
        if (byFrom.computeIfAbsent(from, f -> new TreeMap<>()).put(to, rate) == null) {
            count++;
        }
    }

    @Nullable
    Rate known(String from, String to) {
        Map<String, Rate> rates = byFrom.get(from);
        return rates == null ? null : rates.get(to);
    }

    /** Every currency of a rate, in their order. */
    TreeSet<String> currencies() {
        TreeSet<String> all = new TreeSet<>(byFrom.keySet());
        byFrom.values().forEach(rates -> all.addAll(rates.keySet()));
        return all;
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(count);
        for (Map.Entry<String, TreeMap<String, Rate>> from : byFrom.entrySet()) {
            for (Map.Entry<String, Rate> to : from.getValue().entrySet()) {
                out.writeUTF(from.getKey());
                out.writeUTF(to.getKey());
                out.writeDouble(to.getValue().rate());
                out.writeLong(to.getValue().atMicros());
            }
        }
    }

    public static Rates readFrom(DataInput in) throws IOException {
        Rates result = new Rates();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            result.put(in.readUTF(), in.readUTF(), new Rate(in.readDouble(), in.readLong()));
        }
        return result;
    }
}
