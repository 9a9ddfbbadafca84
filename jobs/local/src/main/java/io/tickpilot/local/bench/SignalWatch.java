package io.tickpilot.local.bench;

import io.tickpilot.bridge.client.ClientListener;
import io.tickpilot.core.signal.Signal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A terminal's view: when the first signal on a tick after a moment came, and whether any came twice. */
final class SignalWatch implements ClientListener {
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final AtomicLong doubled = new AtomicLong();
    private final AtomicLong firstNanos = new AtomicLong();
    private volatile long afterMicros = Long.MAX_VALUE;

    @Override
    public void onSignal(Signal signal) {
        long now = System.nanoTime();
        if (!ids.add(signal.id())) {
            doubled.incrementAndGet();
        }
        if (signal.decision().eventTimeMicros() > afterMicros) {
            firstNanos.compareAndSet(0, now);
        }
    }

    long signals() {
        return ids.size();
    }

    long doubled() {
        return doubled.get();
    }

    void expectAfter(long eventTimeMicros) {
        afterMicros = Long.MAX_VALUE;
        firstNanos.set(0);
        afterMicros = eventTimeMicros;
    }

    /** By {@link System#nanoTime()}; 0 before it. */
    long firstNanos() {
        return firstNanos.get();
    }
}
