package io.tickpilot.bench.core;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.engine.EngineListener;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;

/** Counts, so that nothing that is made is for nothing. */
final class CountingListener implements EngineListener {
    private long decisions;
    private long signals;

    long decisions() {
        return decisions;
    }

    long signals() {
        return signals;
    }

    @Override
    public void onBar(Bar bar) {}

    @Override
    public void onSignal(Signal signal) {
        signals++;
    }

    @Override
    public void onDecision(Decision decision) {
        decisions++;
    }

    @Override
    public void onDeadLetter(DeadLetter deadLetter) {
        throw new IllegalStateException("a tick was rejected: " + deadLetter);
    }

    @Override
    public void onTradeReport(TradeReport report) {}
}
