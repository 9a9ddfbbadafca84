package io.tickpilot.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.event.Tick;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MarketDriverTest {
    private final List<Tick> taken = new ArrayList<>();
    private int livesAt = -1;

    @Test
    void playsEveryTickInOrder() {
        MarketDriver driver =
                new MarketDriver(everySecond(500), 1_000, 100_000_000L, () -> livesAt = taken.size(), taken::add);

        driver.run();

        assertThat(taken).extracting(Tick::sourceSequence).isSorted().hasSize(500);
        assertThat(livesAt).isEqualTo(100);
        assertThat(driver.isExhausted()).isTrue();
    }

    @Test
    void keepsTheSpeedAfterTheWarmUp() {
        long started = System.nanoTime();

        new MarketDriver(everySecond(501), 1_000, 300_000_000L, () -> {}, taken::add).run();

        // 200 market seconds at a thousandfold speed; the warm-up's 300 cost nothing.
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)).isGreaterThanOrEqualTo(200);
    }

    @Test
    void neverWaitsAtFullSpeed() {
        MarketDriver driver =
                new MarketDriver(everySecond(1_000_000), Double.POSITIVE_INFINITY, 0, () -> {}, tick -> {});

        driver.run();

        assertThat(driver.marketMicros()).isEqualTo(999_999_000_000L);
    }

    private static Iterator<Tick> everySecond(long count) {
        return LongStream.range(0, count)
                .mapToObj(i -> new Tick("EURUSD", i * 1_000_000, 1.1, 1.1001, 0, 0, "test", i))
                .iterator();
    }
}
