package io.tickpilot.core.engine;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.risk.Reconciled;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;
import java.util.ArrayList;
import java.util.List;

/** A listener for tests that keeps all it hears. */
public final class Heard implements EngineListener {
    public final List<Bar> bars = new ArrayList<>();
    public final List<Signal> signals = new ArrayList<>();
    public final List<Decision> decisions = new ArrayList<>();
    public final List<DeadLetter> deadLetters = new ArrayList<>();
    public final List<TradeReport> reports = new ArrayList<>();
    public final List<RegimeChange> regimeChanges = new ArrayList<>();
    public final List<BreakerChange> breakerChanges = new ArrayList<>();
    public final List<Reconciled> reconciled = new ArrayList<>();
    public final List<Integer> matches = new ArrayList<>();
    public final List<String> stages = new ArrayList<>();
    public final List<RuntimeException> failures = new ArrayList<>();

    public Decision last() {
        return decisions.get(decisions.size() - 1);
    }

    public List<Bar> bars(Timeframe timeframe) {
        return bars.stream().filter(bar -> bar.timeframe() == timeframe).toList();
    }

    public void clear() {
        bars.clear();
        signals.clear();
        decisions.clear();
        deadLetters.clear();
        reports.clear();
        regimeChanges.clear();
        breakerChanges.clear();
        reconciled.clear();
        matches.clear();
        stages.clear();
        failures.clear();
    }

    @Override
    public void onBar(Bar bar) {
        bars.add(bar);
    }

    @Override
    public void onSignal(Signal signal) {
        signals.add(signal);
    }

    @Override
    public void onDecision(Decision decision) {
        decisions.add(decision);
    }

    @Override
    public void onDeadLetter(DeadLetter deadLetter) {
        deadLetters.add(deadLetter);
    }

    @Override
    public void onTradeReport(TradeReport report) {
        reports.add(report);
    }

    @Override
    public void onRegimeChange(RegimeChange change) {
        regimeChanges.add(change);
    }

    @Override
    public void onBreakerChange(BreakerChange change) {
        breakerChanges.add(change);
    }

    @Override
    public void onReconciled(Reconciled told) {
        reconciled.add(told);
    }

    @Override
    public void onCommand(Command command, int matched) {
        matches.add(matched);
    }

    @Override
    public void onAgentFailure(String agent, RuntimeException failure) {
        failures.add(failure);
    }

    @Override
    public void stageBegan(Stage stage) {
        stages.add("+" + stage);
    }

    @Override
    public void stageEnded(Stage stage) {
        stages.add("-" + stage);
    }
}
