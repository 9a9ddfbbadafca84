package io.tickpilot.core.breaker;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A circuit breaker. Closed, trades pass. Open, none does until its cool-down is over. Half-open, a few small ones do, the probes: when all
 * pass it closes, when one fails it opens again for twice as long, up to a bound. A trip while it is open lengthens the wait; one while it is
 * half-open sends it back. A cause no trade can prove {@link Cause#heals() heals} by time.
 *
 * <p>Time never goes back. A probe is known by its signal's id; one that is not known here, because the breaker moved on, changes
 * nothing. Every method tells whether the state, or the cause of being open, is another. Not thread-safe.
 */
public final class Breaker {
    /** Whether trades pass. */
    public enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    private State state = State.CLOSED;
    private Cause cause = Cause.MANUAL;
    /** When open: until when. When half-open: when it heals, if its cause does. */
    private long untilMicros;
    /** Times it fell back from half-open since it was closed. */
    private int falls;

    private int passed;
    private final List<Probe> probes = new ArrayList<>(0);

    /** A trade under way; before it is opened it is given up at its deadline. */
    private record Probe(String id, boolean opened, long deadlineMicros) {}

    public State state() {
        return state;
    }

    /** Of the last trip; {@link Cause#MANUAL} before the first. */
    public Cause cause() {
        return cause;
    }

    /** When it will be half-open, while it is open; when it heals, while half-open. */
    public long untilMicros() {
        return untilMicros;
    }

    public int falls() {
        return falls;
    }

    /** Probes under way and passed. */
    public int probes() {
        return probes.size() + passed;
    }

    public boolean admits(BreakerSettings settings) {
        return state == State.CLOSED || (state == State.HALF_OPEN && probes() < settings.probes());
    }

    /**
     * Opens it, or keeps it open longer.
     *
     * @param cooldownMicros to use instead of the settings', 0 for those
     */
    public boolean trip(Cause why, long cooldownMicros, long nowMicros, BreakerSettings settings) {
        if (state == State.OPEN) {
            long until = nowMicros + span(cooldownMicros, settings);
            if (until <= untilMicros) {
                return false;
            }
            untilMicros = until;
            boolean other = why != cause;
            cause = why;
            return other;
        }
        falls = state == State.HALF_OPEN ? falls + 1 : 0;
        cause = why;
        open(nowMicros + span(cooldownMicros, settings));
        return true;
    }

    private long span(long cooldownMicros, BreakerSettings settings) {
        return cooldownMicros > 0 ? cooldownMicros : settings.cooldownAfter(falls);
    }

    private void open(long until) {
        state = State.OPEN;
        untilMicros = until;
        forgetProbes();
    }

    private void close() {
        state = State.CLOSED;
        falls = 0;
        untilMicros = 0;
        forgetProbes();
    }

    private void forgetProbes() {
        probes.clear();
        passed = 0;
    }

    /** Lets time pass: at most one step. */
    public boolean advance(long nowMicros, BreakerSettings settings) {
        if (state == State.CLOSED) {
            return false;
        }
        if (state == State.OPEN) {
            if (nowMicros < untilMicros) {
                return false;
            }
            state = State.HALF_OPEN;
            untilMicros = nowMicros + settings.cooldownAfter(falls);
            return true;
        }
        probes.removeIf(probe -> !probe.opened && nowMicros > probe.deadlineMicros);
        if (cause.heals() && nowMicros >= untilMicros) {
            close();
            return true;
        }
        return false;
    }

    /** Closes it by hand. */
    public boolean reset() {
        boolean was = state != State.CLOSED;
        close();
        return was;
    }

    /** A signal left while it is half-open; nothing in another state. It is given up when not opened by the deadline. */
    public void probe(String id, long deadlineMicros) {
        if (state == State.HALF_OPEN) {
            probes.add(new Probe(id, false, deadlineMicros));
        }
    }

    /** The probe is a position now and waited for; it passes already where orders were refused before. */
    public boolean opened(String id, BreakerSettings settings) {
        int index = indexOf(id);
        if (index < 0) {
            return false;
        }
        if (cause == Cause.REJECTS) {
            return pass(index, settings);
        }
        probes.set(index, new Probe(id, true, 0));
        return false;
    }

    /** The broker refused it: it proves nothing, unless that is what the breaker opened for. */
    public boolean refused(String id, long nowMicros, BreakerSettings settings) {
        int index = indexOf(id);
        if (index < 0) {
            return false;
        }
        probes.remove(index);
        return cause == Cause.REJECTS && fall(nowMicros, settings);
    }

    /** @param won whether it lost nothing */
    public boolean closed(String id, boolean won, long nowMicros, BreakerSettings settings) {
        int index = indexOf(id);
        if (index < 0) {
            return false;
        }
        return won ? pass(index, settings) : fall(nowMicros, settings);
    }

    /** What became of it is unknown: it proves nothing. */
    public void lost(String id) {
        probes.removeIf(probe -> probe.id.equals(id));
    }

    private boolean pass(int index, BreakerSettings settings) {
        probes.remove(index);
        passed++;
        if (passed < settings.probes()) {
            return false;
        }
        close();
        return true;
    }

    private boolean fall(long nowMicros, BreakerSettings settings) {
        falls++;
        open(nowMicros + settings.cooldownAfter(falls));
        return true;
    }

    private int indexOf(String id) {
        for (int i = 0; i < probes.size(); i++) {
            if (probes.get(i).id.equals(id)) {
                return i;
            }
        }
        return -1;
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeUTF(state.name());
        out.writeUTF(cause.name());
        out.writeLong(untilMicros);
        out.writeInt(falls);
        out.writeInt(passed);
        out.writeInt(probes.size());
        for (Probe probe : probes) {
            out.writeUTF(probe.id);
            out.writeBoolean(probe.opened);
            out.writeLong(probe.deadlineMicros);
        }
    }

    public static Breaker readFrom(DataInput in) throws IOException {
        Breaker result = new Breaker();
        result.state = State.valueOf(in.readUTF());
        result.cause = Cause.valueOf(in.readUTF());
        result.untilMicros = in.readLong();
        result.falls = in.readInt();
        result.passed = in.readInt();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            result.probes.add(new Probe(in.readUTF(), in.readBoolean(), in.readLong()));
        }
        return result;
    }
}
