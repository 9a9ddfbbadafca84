package io.tickpilot.bridge;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Who is connected, and where each goes on. Frames that were sent to a bridge that died may arrive at its successor while
 * the ones before them are lost; a connection's requests are therefore taken in order only. One thread.
 */
final class Connections {
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST = 10_000;

    private final Map<ByteBuffer, Connection> known = new HashMap<>();

    /** Whether a request may be taken. */
    enum Place {
        IN_ORDER,
        /** Something before it is missing. */
        TOO_EARLY,
        /** Nobody knows yet where the connection goes on. */
        NOT_GREETED
    }

    /** @return what is known of it; one beyond the most is known for this message only */
    Connection seen(byte[] identity, long nowNanos) {
        ByteBuffer key = ByteBuffer.wrap(identity);
        Connection connection = known.get(key);
        if (connection == null) {
            connection = new Connection();
            if (known.size() < MOST) {
                known.put(key, connection);
            }
        }
        connection.seenNanos = nowNanos;
        return connection;
    }

    /** @return how many are left once the silent ones are forgotten */
    int forget(long nowNanos) {
        known.values().removeIf(connection -> nowNanos - connection.seenNanos > SILENT_NANOS);
        return known.size();
    }

    /**
     * Nothing taken so far is sure any more: every client must greet again, and tells with that where it goes on. Otherwise what
     * it sends next would overtake what it has to repeat.
     */
    void forgetAll() {
        known.clear();
    }

    /** A client's connection; a client that connects anew is another one. */
    static final class Connection {
        private long seenNanos;
        private long nextOrder;

        void greeted(long resumeOrder) {
            nextOrder = Math.max(nextOrder, Math.max(1, resumeOrder));
        }

        /** @param order 0 for a request that wants none */
        Place place(long order) {
            if (order == 0 || order < nextOrder) {
                return Place.IN_ORDER;
            }
            if (nextOrder == 0) {
                return Place.NOT_GREETED;
            }
            if (order > nextOrder) {
                return Place.TOO_EARLY;
            }
            nextOrder++;
            return Place.IN_ORDER;
        }
    }
}
