package io.tickpilot.flink;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.engine.EngineListener;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;

/** Hears and forgets. */
final class Silent implements EngineListener {
    @Override
    public void onBar(Bar bar) {}

    @Override
    public void onSignal(Signal signal) {}

    @Override
    public void onDecision(Decision decision) {}

    @Override
    public void onDeadLetter(DeadLetter deadLetter) {}

    @Override
    public void onTradeReport(TradeReport report) {}
}
