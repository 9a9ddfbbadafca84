package io.tickpilot.mql4.expert;

import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.Signals;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Signal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A job that makes signals at random times by its seed. Some it publishes again, at once or later, as after a restart; some only after
 * the one made next; some when they are no longer valid.
 */
final class SoakSignals implements Runnable {
    private static final Duration LIFE = Duration.ofSeconds(30);
    private static final int LEAST_PAUSE = 200;
    private static final int MORE_PAUSE = 500;

    private final SoakBridge bridge;
    private final SoakMarket market;
    private final Random random;
    private final List<Made> made = new ArrayList<>();
    private final Deque<Signal> again = new ArrayDeque<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private volatile boolean ending;
    private Signal heldBack;

    /**
     * A signal as it left the job.
     *
     * @param publishedMicros when it was published first
     */
    record Made(String id, long publishedMicros, long validUntilMicros) {
        boolean wasValid() {
            return publishedMicros < validUntilMicros;
        }
    }

    SoakSignals(SoakBridge bridge, SoakMarket market, long seed) {
        this.bridge = bridge;
        this.market = market;
        random = new Random(seed);
    }

    @Override
    public void run() {
        try {
            while (!ending) {
                TimeUnit.MILLISECONDS.sleep(LEAST_PAUSE + random.nextInt(MORE_PAUSE));
                makeOne();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void makeOne() {
        int die = random.nextInt(20);
        Signal signal = signal(die == 0 ? LIFE.plusSeconds(5) : Duration.ZERO);
        if (die == 1 && heldBack == null) {
            heldBack = signal;
            return;
        }
        count(die == 0 ? "expired before they were published" : "published");
        publish(signal);
        if (heldBack != null) {
            count("published after a later one");
            publish(heldBack);
            heldBack = null;
        }
        if (die == 2 || die == 3) {
            count("published twice at once");
            bridge.publish(signal);
        } else if (die == 4 || die == 5) {
            again.add(signal);
        }
        if (!again.isEmpty() && die > 16) {
            count("published again later");
            bridge.publish(again.remove());
        }
    }

    private void publish(Signal signal) {
        synchronized (made) {
            made.add(new Made(signal.id(), MarketClock.system().micros(), signal.validUntilMicros()));
        }
        bridge.publish(signal);
    }

    private Signal signal(Duration age) {
        String symbol = SoakMarket.SYMBOLS.get(random.nextInt(SoakMarket.SYMBOLS.size()));
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        long created = MarketClock.system().micros() - age.toNanos() / 1_000;
        Tick cause = new Tick(symbol, created, market.bid(symbol), market.ask(symbol), 0, 0, "soak", 1);
        String id = String.format("%016x%016x", random.nextLong(), random.nextLong());
        return Signals.signal(
                id,
                new SequencedEvent(0, 1, 1, created, created, cause),
                side,
                market.plan(symbol, side),
                created + LIFE.toNanos() / 1_000);
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    /** After this no more are made once the thread has ended. */
    void end() {
        ending = true;
    }

    List<Made> made() {
        synchronized (made) {
            return List.copyOf(made);
        }
    }

    /** By what was done with them; after the end. */
    Map<String, Integer> counts() {
        return counts;
    }
}
