package io.tickpilot.core.causality;

import io.tickpilot.core.event.SequencedEvent;
import java.util.List;

/**
 * Code that makes rows of numbers of a symbol's events, as {@link LookaheadCheck} calls it. It may be a loop over live state, as
 * {@link SchemaRows} is, or a formula over the whole list at once.
 */
public interface RowSource {

    /** Names of a row's numbers, in their order. */
    List<String> names();

    /**
     * Makes the rows of these events, always in the same order. Each call starts from nothing.
     *
     * @param events in the order of the log
     */
    void make(List<SequencedEvent> events, Rows rows);

    /** Takes rows in. */
    interface Rows {
        /**
         * @param beforeMicros the row claims to depend on nothing that happened at this time or later: the end of a bar, or a
         *     microsecond after the newest event
         * @param row one number for each name; copied
         */
        void add(long beforeMicros, float[] row);
    }
}
