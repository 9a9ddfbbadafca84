package io.tickpilot.bridge;

import io.tickpilot.wire.proto.SavedSender;
import java.util.Arrays;

/**
 * The newest source sequences of one sender, so that a resend is known. Numbers usually rise, but may leap, and after a
 * lost connection earlier ones may arrive after later ones: up to {@value #KEPT} accepted numbers are kept, whatever is
 * below all of them counts as seen.
 */
final class SeenSequences {
    /** Far above what a client may have unacknowledged. */
    static final int KEPT = 8_192;

    private long[] sorted = new long[8];
    private int size;
    private boolean forgot;
    private long forgottenUpTo;

    /** @return whether the number is new; it is seen from then on */
    boolean add(long sequence) {
        if (forgot && sequence <= forgottenUpTo) {
            return false;
        }
        int at = size;
        if (size > 0 && sequence <= sorted[size - 1]) {
            int found = Arrays.binarySearch(sorted, 0, size, sequence);
            if (found >= 0) {
                return false;
            }
            at = -found - 1;
        }
        if (size == KEPT) {
            forgetOlderHalf();
            if (sequence <= forgottenUpTo) {
                return false;
            }
            at -= KEPT / 2;
        } else if (size == sorted.length) {
            sorted = Arrays.copyOf(sorted, size * 2);
        }
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = sequence;
        size++;
        return true;
    }

    SeenSequences copy() {
        SeenSequences copy = new SeenSequences();
        copy.sorted = sorted.clone();
        copy.size = size;
        copy.forgot = forgot;
        copy.forgottenUpTo = forgottenUpTo;
        return copy;
    }

    SavedSender.Builder toWire() {
        SavedSender.Builder state = SavedSender.newBuilder();
        if (forgot) {
            state.setAllUpTo(forgottenUpTo);
        }
        long before = 0;
        for (int i = 0; i < size; i++) {
            state.addSteps(sorted[i] - before);
            before = sorted[i];
        }
        return state;
    }

    static SeenSequences fromWire(SavedSender state) {
        SeenSequences seen = new SeenSequences();
        seen.forgot = state.hasAllUpTo();
        seen.forgottenUpTo = state.getAllUpTo();
        long sequence = 0;
        for (long step : state.getStepsList()) {
            sequence += step;
            seen.add(sequence);
        }
        return seen;
    }

    private void forgetOlderHalf() {
        int half = KEPT / 2;
        forgot = true;
        forgottenUpTo = sorted[half - 1];
        System.arraycopy(sorted, half, sorted, 0, size - half);
        size -= half;
    }
}
