package io.tickpilot.core.risk;

import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Signal;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Signals of one symbol that left and what is not known of them yet: until an account tells what it made of one, or it is too old to be
 * traded, it counts as if it were open there. Kept a while longer, so that a late report still finds its stop.
 */
public final class SentSignals {
    /** Between a signal's end and the report of a position that was opened at its last moment. */
    static final long GRACE_MICROS = 30_000_000L;

    private static final long KEPT_MICROS = 600_000_000L;

    /** Oldest first; one that left after another with a longer life stays as long as that. */
    private final ArrayDeque<Sent> pending = new ArrayDeque<>();
    /** Pending no more, oldest first. */
    private final ArrayDeque<Sent> past = new ArrayDeque<>();

    /**
     * @param untilMicros log time after which it is pending no more
     * @param told accounts that told what became of it
     */
    private record Sent(
            String id, Side side, double lots, double entry, double stop, long untilMicros, TreeSet<String> told) {

        boolean isPending(String account, long nowMicros) {
            return nowMicros <= untilMicros && !told.contains(account);
        }

        double stopDistance() {
            return Math.max(0, side.sign() * (entry - stop));
        }
    }

    public void add(Signal signal, long nowMicros) {
        age(nowMicros);
        pending.add(new Sent(
                signal.id(),
                signal.side(),
                signal.plan().lots(),
                signal.plan().entry(),
                signal.plan().stop(),
                deadlineMicros(signal),
                new TreeSet<>()));
    }

    private void age(long nowMicros) {
        for (Sent oldest = pending.peek(); oldest != null && nowMicros > oldest.untilMicros; oldest = pending.peek()) {
            past.add(pending.remove());
        }
        while (!past.isEmpty() && nowMicros > past.element().untilMicros + KEPT_MICROS) {
            past.remove();
        }
    }

    /** Log time after which a signal that nobody told of is taken as not traded. */
    public static long deadlineMicros(Signal signal) {
        return signal.validUntilMicros() + GRACE_MICROS;
    }

    /** An account told what it made of a signal. */
    public void told(String id, String account) {
        Sent sent = find(id);
        if (sent != null) {
            sent.told.add(account);
        }
    }

    /** The stop it was planned with, 0 when it is not known any more. */
    public double stop(String id) {
        Sent sent = find(id);
        return sent == null ? 0 : sent.stop;
    }

    /** Lots of signals that an account told nothing of yet. */
    public double pendingLots(String account, long nowMicros) {
        double lots = 0;
        for (Sent sent : pending) {
            lots += sent.isPending(account, nowMicros) ? sent.lots : 0;
        }
        return lots;
    }

    /** What they would lose at their stops, in quote currency for a contract of one unit. */
    public double pendingLoss(String account, long nowMicros) {
        double loss = 0;
        for (Sent sent : pending) {
            loss += sent.isPending(account, nowMicros) ? sent.lots * sent.stopDistance() : 0;
        }
        return loss;
    }

    private @Nullable Sent find(String id) {
        Sent sent = find(id, pending);
        return sent == null ? find(id, past) : sent;
    }

    private static @Nullable Sent find(String id, ArrayDeque<Sent> signals) {
        for (Iterator<Sent> newest = signals.descendingIterator(); newest.hasNext(); ) {
            Sent sent = newest.next();
            if (sent.id.equals(id)) {
                return sent;
            }
        }
        return null;
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(past.size() + pending.size());
        write(past, out);
        write(pending, out);
    }

    private static void write(ArrayDeque<Sent> signals, DataOutput out) throws IOException {
        for (Sent sent : signals) {
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
            for (int left = in.readInt(); left > 0; left--) {
                sent.told.add(in.readUTF());
            }
            result.pending.add(sent);
        }
        return result;
    }
}
