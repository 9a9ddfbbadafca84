package io.tickpilot.core.portfolio;

import io.tickpilot.core.risk.Allowance;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Shares what an account may newly risk among its symbols, which spend it at the same time and without asking. Any allowance that was
 * issued and has not run out may be in force in its symbol, whatever was issued after it; so the sum over all symbols of the
 * most that any of theirs leaves never exceeds the room, and room is moved from a symbol to another only when what the former
 * had has been spent or has run out.
 */
public final class Budgets {
    private final long graceMicros;
    private final TreeMap<String, Desk> desks = new TreeMap<>();
    /** Counts issues, so that each symbol has its turn at what cannot be shared. */
    private int turn;

    /** @param graceMicros longest time after which an order is not yet known here */
    public Budgets(long graceMicros) {
        this.graceMicros = graceMicros;
    }

    /**
     * What all new orders together may use.
     *
     * @param risk in account currency
     */
    public record Room(double risk, double lots, int orders) {
        public static final Room UNLIMITED =
                new Room(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Integer.MAX_VALUE);
        public static final Room NONE = new Room(0, 0, 0);
    }

    /** What one symbol was allowed and what it ordered. */
    private static final class Desk {
        final List<Allowance> issued = new ArrayList<>();
        final List<Sent> orders = new ArrayList<>();

        /** Most that any allowance in force may leave: in this order risk, lots, orders. */
        double[] outstanding() {
            double[] most = new double[3];
            for (Allowance allowance : issued) {
                double[] left = {allowance.risk(), allowance.lots(), allowance.orders()};
                for (Sent order : orders) {
                    if (order.micros() > allowance.seenMicros()) {
                        left[0] -= order.risk();
                        left[1] -= order.lots();
                        left[2]--;
                    }
                }
                for (int i = 0; i < most.length; i++) {
                    most[i] = Math.max(most[i], left[i]);
                }
            }
            return most;
        }

        /** @param endedMicros what ended before is out of force, and all that was ordered by it is known */
        void forget(long endedMicros) {
            issued.removeIf(allowance -> allowance.untilMicros() <= endedMicros);
            long oldest = Long.MAX_VALUE;
            for (Allowance allowance : issued) {
                oldest = Math.min(oldest, allowance.seenMicros());
            }
            long since = oldest;
            orders.removeIf(order -> order.micros() <= since);
        }
    }

    private record Sent(long micros, double risk, double lots) {}

    /** A symbol's order was seen; tell each once. */
    public void sent(String symbol, long sentMicros, double risk, double lots) {
        desks.computeIfAbsent(symbol, s -> new Desk()).orders.add(new Sent(sentMicros, risk, lots));
    }

    /**
     * Issues new allowances. The room is shared equally, as far as it is not still out in other symbols; a symbol that may not
     * order gets none, and its share stays with it until what it had has run out.
     *
     * @param nowMicros log time
     * @param room left by all that is known to be open or ordered; orders that {@code seen} covers must be among it
     * @param seen for each symbol the log time up to which all its decisions are known
     * @param until for each symbol that may order, when its allowance ends
     * @return one for each symbol of {@code seen}
     */
    public SortedMap<String, Allowance> issue(
            long nowMicros, Room room, SortedMap<String, Long> seen, SortedMap<String, Long> until) {
        double[] free = {room.risk(), room.lots(), room.orders()};
        TreeMap<String, double[]> out = new TreeMap<>();
        for (Map.Entry<String, Desk> desk : desks.entrySet()) {
            desk.getValue().forget(nowMicros - graceMicros);
            double[] outstanding = desk.getValue().outstanding();
            out.put(desk.getKey(), outstanding);
            for (int i = 0; i < free.length; i++) {
                free[i] -= outstanding[i] < Double.POSITIVE_INFINITY ? outstanding[i] : 0;
            }
        }
        Map<String, Integer> orders = shareOrders(room.orders(), free[2], out, List.copyOf(until.keySet()));
        TreeMap<String, Allowance> issued = new TreeMap<>();
        for (Map.Entry<String, Long> entry : seen.entrySet()) {
            String symbol = entry.getKey();
            Long end = until.get(symbol);
            if (end == null || end <= nowMicros) {
                issued.put(symbol, new Allowance(entry.getValue(), nowMicros, 0, 0, 0));
                continue;
            }
            double[] had = out.getOrDefault(symbol, new double[3]);
            Allowance allowance = new Allowance(
                    entry.getValue(),
                    end,
                    share(room.risk(), free[0], had[0], until.size()),
                    share(room.lots(), free[1], had[1], until.size()),
                    orders.getOrDefault(symbol, 0));
            issued.put(symbol, allowance);
            desks.computeIfAbsent(symbol, s -> new Desk()).issued.add(allowance);
        }
        turn++;
        return Collections.unmodifiableSortedMap(issued);
    }

    /** An equal share of the room; no more than what the symbol has out and an equal share of what is free of claims. */
    private static double share(double room, double free, double had, int symbols) {
        if (room == Double.POSITIVE_INFINITY) {
            return room;
        }
        double fair = Math.max(0, room / symbols);
        return Math.min(fair, had + Math.max(0, free / symbols));
    }

    /** The same in whole orders; what does not divide goes round. */
    private Map<String, Integer> shareOrders(int room, double free, Map<String, double[]> out, List<String> symbols) {
        Map<String, Integer> shares = new TreeMap<>();
        double left = Math.max(0, free);
        for (int i = 0; i < symbols.size(); i++) {
            String symbol = symbols.get(Math.floorMod(i + turn, symbols.size()));
            int fair = Math.max(0, room / symbols.size() + (i < room % symbols.size() ? 1 : 0));
            double had = out.getOrDefault(symbol, new double[3])[2];
            double extra = Math.min(left, Math.max(0, fair - had));
            left -= extra;
            shares.put(symbol, room == Integer.MAX_VALUE ? room : (int) Math.min(fair, had + extra));
        }
        return shares;
    }

    /** Sum over all symbols of the most that they may still order by what is in force, in account currency. */
    public double outstandingRisk(long nowMicros) {
        double sum = 0;
        for (Desk desk : desks.values()) {
            desk.forget(nowMicros - graceMicros);
            sum += desk.outstanding()[0];
        }
        return sum;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(turn);
        out.writeInt(desks.size());
        for (Map.Entry<String, Desk> entry : desks.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeInt(entry.getValue().issued.size());
            for (Allowance allowance : entry.getValue().issued) {
                allowance.writeTo(out);
            }
            out.writeInt(entry.getValue().orders.size());
            for (Sent order : entry.getValue().orders) {
                out.writeLong(order.micros());
                out.writeDouble(order.risk());
                out.writeDouble(order.lots());
            }
        }
    }

    void readFrom(DataInput in) throws IOException {
        turn = in.readInt();
        for (int i = in.readInt(); i > 0; i--) {
            Desk desk = new Desk();
            desks.put(in.readUTF(), desk);
            for (int k = in.readInt(); k > 0; k--) {
                desk.issued.add(Allowance.readFrom(in));
            }
            for (int k = in.readInt(); k > 0; k--) {
                desk.orders.add(new Sent(in.readLong(), in.readDouble(), in.readDouble()));
            }
        }
    }
}
