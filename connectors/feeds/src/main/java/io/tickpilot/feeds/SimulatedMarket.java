package io.tickpilot.feeds;

import io.tickpilot.core.event.Tick;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * An endless, seeded market for demos, tests and training without recorded data: ticks of all symbols in order of time.
 * Same specification, same ticks, whatever else runs. Not thread-safe. It never closes, not even at weekends.
 *
 * <p><b>It is easier than a real market, on purpose.</b> Trends last half an hour on average and drift by about 0.45 of
 * a minute's standard deviation each minute, ranges revert to where they began with a half-life of three minutes, and
 * volatility belongs to the regime. So the recent past does tell something about the next minutes, and a model trained
 * here finds an edge here. That edge shows that the chain from tick to trade works; it says nothing about real markets.
 */
public final class SimulatedMarket implements Iterator<Tick> {
    /** {@link Tick#source()} of every simulated tick. */
    public static final String SOURCE = "simulated";

    private final List<SymbolSimulation> simulations;

    /** Binary heap of indices into {@link #simulations}, earliest next tick first, ties by index. */
    private final int[] heap;

    private final long[] times;

    public SimulatedMarket(SimulatedMarketSpec spec) {
        simulations = spec.symbols().stream()
                .map(symbol -> new SymbolSimulation(symbol, SOURCE, spec.startMicros(), spec.seed()))
                .toList();
        heap = new int[simulations.size()];
        times = new long[simulations.size()];
        for (int i = 0; i < heap.length; i++) {
            heap[i] = i;
            times[i] = simulations.get(i).timeMicros();
        }
        for (int i = heap.length / 2 - 1; i >= 0; i--) {
            siftDown(i);
        }
    }

    /** Always true. */
    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Tick next() {
        int earliest = heap[0];
        SymbolSimulation simulation = simulations.get(earliest);
        Tick tick = simulation.take();
        times[earliest] = simulation.timeMicros();
        siftDown(0);
        return tick;
    }

    /** Event time of the tick that {@link #next()} will give. */
    public long nextMicros() {
        return times[heap[0]];
    }

    /** The ticks before the given time, which is exclusive. Draws on this market: what it gave is gone. */
    public Iterator<Tick> ticksUntil(long micros) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return nextMicros() < micros;
            }

            @Override
            public Tick next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("no tick before " + micros);
                }
                return SimulatedMarket.this.next();
            }
        };
    }

    /** The truth that no agent sees: the regime a symbol's next tick belongs to. */
    public Regime regime(int symbolIndex) {
        return simulations.get(symbolIndex).regime();
    }

    private void siftDown(int from) {
        int moving = heap[from];
        int at = from;
        while (true) {
            int child = 2 * at + 1;
            if (child >= heap.length) {
                break;
            }
            if (child + 1 < heap.length && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], moving)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moving;
    }

    private boolean before(int a, int b) {
        return times[a] < times[b] || (times[a] == times[b] && a < b);
    }
}
