package io.tickpilot.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void countsLatencyFromWhenATickWasDueNotFromWhenItWasSent() {
        Schedule schedule = new Schedule(10, 4, 1_000, 5_000_000_000L);
        Returns returns = new Returns(schedule, 11, index -> true);

        returns.take(10, 5_900_000_000L);
        returns.take(11, 5_003_000_000L);
        returns.take(13, 5_003_500_000L);

        assertThat(schedule.dueNanos(11)).isEqualTo(5_001_000_000L);
        assertThat(returns.received()).isEqualTo(2);
        assertThat(returns.lost()).isEqualTo(1);
        assertThat(Percentiles.of(returns.latencies()).max()).isBetween(2_000.0, 2_005.0);
        assertThat(returns.latencies().getMinValue() / 1_000).isBetween(499L, 501L);
    }

    @Test
    void countsADoubleOnceAndForeignTicksNever() {
        Schedule schedule = new Schedule(0, 2, 1_000, 0);
        Returns returns = new Returns(schedule, 0, index -> true);

        returns.take(1, 2_000_000);
        returns.take(1, 9_000_000);
        returns.take(2, 9_000_000);
        returns.take(-1, 9_000_000);

        assertThat(returns.received()).isEqualTo(1);
        assertThat(returns.doubles()).isEqualTo(1);
    }

    @Test
    void sendsEverythingInOrderEvenWhenLate() {
        Schedule schedule = new Schedule(7, 1_000, 1_000_000_000, System.nanoTime() - 1_000_000_000L);
        List<Long> sent = new ArrayList<>();

        schedule.run(sent::add, () -> {});

        assertThat(sent).hasSize(1_000).startsWith(7L).endsWith(1_006L).isSorted();
    }
}
