package io.tickpilot.bench.scoring;

import io.tickpilot.bench.features.EndlessTicks;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.signal.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of a job that is measured: ticks at its head, decisions counted at its tail. Both are chained to the operator between
 * them, so that a task's thread counts its own.
 */
final class ScoredRun {
    private static final Map<String, ConcurrentLinkedQueue<Task>> FINISHED = new ConcurrentHashMap<>();
    /** Scored decisions of the thread so far, which runs one task after the other. */
    private static final ThreadLocal<long[]> SCORED = ThreadLocal.withInitial(() -> new long[1]);

    private ScoredRun() {}

    /** What a task did while it was measured. */
    record Task(long scored, double seconds) {}

    /** The tasks of a run that is over; asked for once. */
    static List<Task> tasks(String run) {
        ConcurrentLinkedQueue<Task> tasks = FINISHED.remove(run);
        return tasks == null ? List.of() : new ArrayList<>(tasks);
    }

    /**
     * Ticks of the task's own symbols: to warm up so many scored ones, then those of some seconds. The numbers that come in are but
     * a clock; when the time is over the rest of them pass by.
     */
    static final class Ticks extends RichFlatMapFunction<Long, SequencedEvent> {
        private static final long serialVersionUID = 1L;

        private final String run;
        private final long warmUp;
        private final double seconds;
        private final int maxParallelism;
        private transient @Nullable EndlessTicks ticks;
        private transient long beganNanos;
        private transient long beganAt;
        private transient boolean measuring;
        private transient boolean over;

        /** @param run unique in this JVM */
        Ticks(String run, long warmUp, double seconds, int maxParallelism) {
            this.run = run;
            this.warmUp = warmUp;
            this.seconds = seconds;
            this.maxParallelism = maxParallelism;
        }

        @Override
        public void flatMap(Long number, Collector<SequencedEvent> out) {
            if (over) {
                return;
            }
            EndlessTicks endless = ticks;
            if (endless == null) {
                endless = new EndlessTicks();
                ticks = endless;
                SCORED.get()[0] = 0;
            }
            out.collect(next(endless));
            long scored = SCORED.get()[0];
            if (!measuring && scored >= warmUp) {
                measuring = true;
                beganNanos = System.nanoTime();
                beganAt = scored;
            } else if (measuring) {
                double took = (System.nanoTime() - beganNanos) * 1e-9;
                if (took >= seconds) {
                    over = true;
                    FINISHED.computeIfAbsent(run, any -> new ConcurrentLinkedQueue<>())
                            .add(new Task(scored - beganAt, took));
                }
            }
        }

        private SequencedEvent next(EndlessTicks endless) {
            int own = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
            int all = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
            while (true) {
                SequencedEvent event = endless.next();
                if (KeyGroupRangeAssignment.assignKeyToParallelOperator(event.symbol(), maxParallelism, all) == own) {
                    return event;
                }
            }
        }
    }

    /** Counts decisions that an agent voted in and lets none pass. */
    static final class Counter implements FilterFunction<Decision> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Decision decision) {
            if (decision.votes().get(0).abstention().isEmpty()) {
                SCORED.get()[0]++;
            }
            return false;
        }
    }
}
