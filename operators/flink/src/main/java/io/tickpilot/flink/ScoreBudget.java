package io.tickpilot.flink;

import java.util.Arrays;

/** Watches how long one agent's scores take. Time is an argument; one task thread writes. */
final class ScoreBudget {
    static final int SCORES = 20;
    static final int MOST_OVER = 5;
    /** A command is on its way for a while, and there is no need of another. */
    private static final long SILENT_NANOS = 10_000_000_000L;

    private final long budgetNanos;
    private final boolean[] over = new boolean[SCORES];
    private int next;
    private int overCount;
    private boolean tripped;
    private long trippedNanos;

    ScoreBudget(long budgetNanos) {
        this.budgetNanos = budgetNanos;
    }

    long micros() {
        return budgetNanos / 1_000;
    }

    /**
     * Takes in a score.
     *
     * @param tookNanos how long it took; {@code nowNanos} of the same clock
     * @return whether with it {@value #MOST_OVER} of the last {@value #SCORES} were over the budget; then counting begins anew
     */
    boolean isUsedUpBy(long tookNanos, long nowNanos) {
        boolean isOver = tookNanos > budgetNanos;
        overCount += (isOver ? 1 : 0) - (over[next] ? 1 : 0);
        over[next] = isOver;
        next = (next + 1) % SCORES;
        if (overCount < MOST_OVER || (tripped && nowNanos - trippedNanos < SILENT_NANOS)) {
            return false;
        }
        Arrays.fill(over, false);
        overCount = 0;
        tripped = true;
        trippedNanos = nowNanos;
        return true;
    }
}
