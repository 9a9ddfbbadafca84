package io.tickpilot.wire;

/**
 * Which records of one partition count, told in the journal's order. Every reader must decide alike, so this is the one
 * rule:
 *
 * <ul>
 *   <li>A fence of a higher epoch than the one in force opens its epoch. Records of any other epoch are void from there on.
 *   <li>A record of the epoch in force counts when its sequence is the next. When a number is missing, whatever follows
 *       it is void until the next fence: it was lost with its sequencer's connection, and a sender's events may not
 *       change places.
 * </ul>
 *
 * The sequence of a fence may have been taken already by records that came between the writing bridge's last look and its
 * fence; it never leads back.
 */
public final class JournalOrder {
    private static final long UNKNOWN = -1;

    private int epoch;
    private long next;
    /** Whether fences may have been before the first record read. */
    private boolean trimmed;

    private JournalOrder(int epoch, long next) {
        this.epoch = epoch;
        this.next = next;
    }

    /**
     * A reader of whatever is the oldest record; that one is believed, until one of a higher epoch shows that a fence had
     * voided it.
     */
    public static JournalOrder fromOldest() {
        JournalOrder order = new JournalOrder(0, UNKNOWN);
        order.trimmed = true;
        return order;
    }

    /** A reader that goes on where another was. */
    public static JournalOrder goingOn(int epoch, long next) {
        return new JournalOrder(epoch, next);
    }

    /** @return whether the record counts */
    public boolean take(JournalRecord record) {
        if (record instanceof JournalRecord.FenceMark) {
            return open(record);
        }
        if (next == UNKNOWN || trimmed && record.epoch() > epoch) {
            epoch = record.epoch();
        } else if (record.epoch() != epoch || record.sequence() != next) {
            return false;
        }
        next = record.sequence() + 1;
        return true;
    }

    private boolean open(JournalRecord fence) {
        if (fence.epoch() <= epoch) {
            return false;
        }
        trimmed = false;
        epoch = fence.epoch();
        next = Math.max(next, fence.sequence() + 1);
        return true;
    }

    /** In force; 0 before any record. */
    public int epoch() {
        return epoch;
    }

    /** Sequence of the next record that counts; 0 before any record. */
    public long next() {
        return Math.max(next, 0);
    }
}
