package io.tickpilot.local.cluster;

import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job to send to a cluster: counts to the number given as {@code --to}, a thousand a second and subtask. */
public final class CountingJob {
    private CountingJob() {}

    public static void main(String[] args) throws Exception {
        if (args.length != 2 || !args[0].equals("--to")) {
            throw new IllegalArgumentException("usage: --to NUMBER");
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, Long.parseLong(args[1]))
                .uid("numbers")
                .map(new Slow())
                .uid("slow")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
        env.execute("counting");
    }

    /** Keeps its input as it is, for a millisecond. */
    public static final class Slow implements MapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long number) {
            LockSupport.parkNanos(1_000_000);
            return number;
        }
    }
}
