package io.tickpilot.core.engine;

import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.risk.OpenPositions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;

/** Trades whose end was counted: a signal that several accounts trade ends once, with the first of them. Remembers the last ones. */
final class Endings {
    private static final int CAPACITY = 256;

    private final ArrayDeque<String> counted = new ArrayDeque<>();

    /** @return whether it was not counted before */
    boolean add(TradeReport report) {
        String key =
                report.signalId().isEmpty() ? report.account() + ":" + OpenPositions.origin(report) : report.signalId();
        if (counted.contains(key)) {
            return false;
        }
        if (counted.size() == CAPACITY) {
            counted.remove();
        }
        counted.add(key);
        return true;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(counted.size());
        for (String key : counted) {
            out.writeUTF(key);
        }
    }

    static Endings readFrom(DataInput in) throws IOException {
        Endings result = new Endings();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            result.counted.add(in.readUTF());
        }
        return result;
    }
}
