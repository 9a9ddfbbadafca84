package io.tickpilot.core.risk;

import static java.util.Comparator.comparingLong;

import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Signal;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Signals of one symbol that left and what is not known of them yet: until an account tells what it made of one, or it is too old to be
 * traded, it counts as if it were open there. Kept a while longer, so that a late report still finds its stop.
 */
public final class SentSignals {
    /** Between a signal's end and the report of a position that was opened at its last moment. */
    static final long GRACE_MICROS = 30_000_000L;

    private static final long KEPT_MICROS = 600_000_000L;

    /** All that are remembered, oldest first. */
    private final LinkedHashMap<String, Sent> signals = new LinkedHashMap<>();
    /** Those that nobody's silence has ended yet, the one that ends first at the head. */
    private final PriorityQueue<Sent> pending = new PriorityQueue<>(comparingLong(Sent::untilMicros));
    /** Pending no more, in the order in which they ended. */
    private final ArrayDeque<Sent> past = new ArrayDeque<>();
    /** Of all in {@link #pending}. */
    private final Sums all = new Sums();
    /** Of those in {@link #pending} that an account told nothing of, for accounts that told of others. */
    private final Map<String, Sums> untold = new HashMap<>();

    /** Lots, and what they would lose at their stops, of pending signals. */
    private static final class Sums {
        private final ExactSum lots;
        private final ExactSum loss;
        private int count;

        Sums() {
            lots = new ExactSum();
            loss = new ExactSum();
        }

        Sums(Sums other) {
            lots = new ExactSum(other.lots);
            loss = new ExactSum(other.loss);
            count = other.count;
        }

        void add(Sent sent) {
            lots.add(sent.lots);
            loss.add(sent.loss());
            count++;
        }

        void subtract(Sent sent) {
            lots.subtract(sent.lots);
            loss.subtract(sent.loss());
            count--;
        }
    }

    /**
     * @param untilMicros log time after which it is pending no more
     * @param told accounts that told what became of it while it was pending
     */
    private record Sent(
            String id, Side side, double lots, double entry, double stop, long untilMicros, TreeSet<String> told) {

        /** At its stop, in quote currency for a contract of one unit. */
        double loss() {
            return lots * Math.max(0, side.sign() * (entry - stop));
        }
    }

    public void add(Signal signal, long nowMicros) {
        age(nowMicros);
        add(new Sent(
                signal.id(),
                signal.side(),
                signal.plan().lots(),
                signal.plan().entry(),
                signal.plan().stop(),
                deadlineMicros(signal),
                new TreeSet<>()));
    }

    private void add(Sent sent) {
        signals.put(sent.id, sent);
        pending.add(sent);
        all.add(sent);
        untold.values().forEach(sums -> sums.add(sent));
    }

    private void age(long nowMicros) {
        for (Sent first = pending.peek(); first != null && nowMicros > first.untilMicros; first = pending.peek()) {
            past.add(end(pending.remove()));
        }
        while (!past.isEmpty() && nowMicros > past.element().untilMicros + KEPT_MICROS) {
            signals.remove(past.remove().id);
        }
    }

    private Sent end(Sent sent) {
        all.subtract(sent);
        untold.forEach((account, sums) -> {
            if (!sent.told.contains(account)) {
                sums.subtract(sent);
            }
        });
        untold.values().removeIf(sums -> sums.count == all.count);
        return sent;
    }

    /** Log time after which a signal that nobody told of is taken as not traded. */
    public static long deadlineMicros(Signal signal) {
        return signal.validUntilMicros() + GRACE_MICROS;
    }

    /** An account told what it made of a signal. */
    public void told(String id, String account, long nowMicros) {
        age(nowMicros);
        Sent sent = signals.get(id);
        if (sent != null && nowMicros <= sent.untilMicros) {
            told(sent, account);
        }
    }

    private void told(Sent sent, String account) {
        if (sent.told.add(account)) {
            untold.computeIfAbsent(account, name -> new Sums(all)).subtract(sent);
        }
    }

    /** The stop it was planned with, 0 when it is not known any more. */
    public double stop(String id) {
        Sent sent = signals.get(id);
        return sent == null ? 0 : sent.stop;
    }

    /** Lots of signals that an account told nothing of yet. */
    public double pendingLots(String account, long nowMicros) {
        return untold(account, nowMicros).lots.value();
    }

    /** What they would lose at their stops, in quote currency for a contract of one unit. */
    public double pendingLoss(String account, long nowMicros) {
        return untold(account, nowMicros).loss.value();
    }

    private Sums untold(String account, long nowMicros) {
        age(nowMicros);
        return untold.getOrDefault(account, all);
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(signals.size());
        for (Sent sent : signals.values()) {
            out.writeUTF(sent.id);
            out.writeBoolean(sent.side == Side.BUY);
            out.writeDouble(sent.lots);
            out.writeDouble(sent.entry);
            out.writeDouble(sent.stop);
            out.writeLong(sent.untilMicros);
            out.writeInt(sent.told.size());
            for (String account : sent.told) {
                out.writeUTF(account);
            }
        }
    }

    public static SentSignals readFrom(DataInput in) throws IOException {
        SentSignals result = new SentSignals();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            Sent sent = new Sent(
                    in.readUTF(),
                    in.readBoolean() ? Side.BUY : Side.SELL,
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readLong(),
                    new TreeSet<>());
            result.add(sent);
            for (int left = in.readInt(); left > 0; left--) {
                result.told(sent, in.readUTF());
            }
        }
        return result;
    }
}
