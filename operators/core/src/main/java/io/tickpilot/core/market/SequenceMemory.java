package io.tickpilot.core.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Remembers which source sequences of one symbol were seen: for each of at most 8 sources the newest and the 63 before it.
 * An older one counts as seen, unless its event time is past all of its source: then the source has restarted its count and
 * is remembered anew. A source that restarts within its first 64 ticks therefore loses those it repeats. A ninth source
 * takes the place of the one silent for longest.
 */
final class SequenceMemory {
    private static final int SOURCES = 8;
    private static final int WINDOW = Long.SIZE;

    private final String[] names = new String[SOURCES];
    private final long[] newest = new long[SOURCES];
    /** Bit i: {@code newest - i} was seen. */
    private final long[] seen = new long[SOURCES];

    private final long[] newestMicros = new long[SOURCES];
    private int count;

    /** Marks the sequence as seen and says whether it was new. */
    boolean addIfNew(String source, long sequence, long eventTimeMicros) {
        int slot = slotOf(source);
        if (slot < 0) {
            slot = freeSlot();
            names[slot] = source;
            restart(slot, sequence, eventTimeMicros);
            return true;
        }
        if (sequence > newest[slot]) {
            long step = sequence - newest[slot];
            seen[slot] = (step > 0 && step < WINDOW ? seen[slot] << step : 0) | 1;
            newest[slot] = sequence;
        } else {
            long age = newest[slot] - sequence;
            if (age < 0 || age >= WINDOW) {
                if (eventTimeMicros <= newestMicros[slot]) {
                    return false;
                }
                restart(slot, sequence, eventTimeMicros);
                return true;
            }
            long bit = 1L << age;
            if ((seen[slot] & bit) != 0) {
                return false;
            }
            seen[slot] |= bit;
        }
        newestMicros[slot] = Math.max(newestMicros[slot], eventTimeMicros);
        return true;
    }

    private int slotOf(String source) {
        for (int i = 0; i < count; i++) {
            if (names[i].equals(source)) {
                return i;
            }
        }
        return -1;
    }

    private int freeSlot() {
        if (count < SOURCES) {
            return count++;
        }
        int oldest = 0;
        for (int i = 1; i < SOURCES; i++) {
            if (newestMicros[i] < newestMicros[oldest]) {
                oldest = i;
            }
        }
        return oldest;
    }

    private void restart(int slot, long sequence, long eventTimeMicros) {
        newest[slot] = sequence;
        seen[slot] = 1;
        newestMicros[slot] = eventTimeMicros;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeByte(count);
        for (int i = 0; i < count; i++) {
            out.writeUTF(names[i]);
            out.writeLong(newest[i]);
            out.writeLong(seen[i]);
            out.writeLong(newestMicros[i]);
        }
    }

    void readFrom(DataInput in) throws IOException {
        count = in.readByte();
        for (int i = 0; i < count; i++) {
            names[i] = in.readUTF();
            newest[i] = in.readLong();
            seen[i] = in.readLong();
            newestMicros[i] = in.readLong();
        }
    }
}
