package io.tickpilot.bench.features;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WithinBarTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What a batch of ticks may leave behind once: far less than a byte a tick. */
    private static final long ONCE = 4_096;

    @ParameterizedTest
    @EnumSource
    void allocatesNothingForATickThatClosesNoBar(Subject subject) {
        WithinBarBench bench = new WithinBarBench();
        bench.subject = subject;
        bench.prepare();
        bench.tick();
        bench.tickAndRow();
        bench.engineTick();

        long before = THREADS.getCurrentThreadAllocatedBytes();
        bench.tick();
        bench.tickAndRow();
        bench.engineTick();
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(ONCE);
    }
}
