package io.tickpilot.local.ea;

import io.tickpilot.mql4.TerminalLine;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts positions by what the simulated broker tells of its orders. The rest of a partly closed position has a new ticket and is
 * the same position. Not thread-safe.
 */
final class BrokerTally {
    private final Map<Integer, Position> open = new HashMap<>();
    private long opened;
    private long closed;
    private long won;

    private static final class Position {
        double realised;
    }

    /** Lines of other kinds change nothing. */
    void take(TerminalLine line) {
        if (line.isEvent("OPEN")) {
            opened++;
            open.put(line.whole("ticket"), new Position());
        } else if (line.isEvent("CLOSE")) {
            close(line);
        }
    }

    private void close(TerminalLine line) {
        Position position = open.remove(line.whole("ticket"));
        if (position == null) {
            // Opened before this terminal was started.
            position = new Position();
        }
        position.realised += line.number("profit") + line.number("commission") + line.number("swap");
        int rest = line.whole("remainder");
        if (rest != 0) {
            open.put(rest, position);
        } else {
            closed++;
            won += position.realised > 0 ? 1 : 0;
        }
    }

    /** Positions, however many parts they were closed in. */
    long opened() {
        return opened;
    }

    /** Those of which nothing is left. */
    long closed() {
        return closed;
    }

    /** Those closed that made money, costs included. */
    long won() {
        return won;
    }
}
