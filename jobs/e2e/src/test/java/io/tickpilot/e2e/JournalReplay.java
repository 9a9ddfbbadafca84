package io.tickpilot.e2e;

import io.tickpilot.bridge.Topics;
import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.engine.EngineListener;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.SymbolEngine;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.JournalOrder;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.Partitions;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The undisturbed run: the core's engine in a bare loop over the journal, without Flink. */
final class JournalReplay implements EngineListener {
    private final Map<String, Decision> decisions = new TreeMap<>();
    private final Map<String, Signal> signals = new TreeMap<>();
    private final Map<String, SymbolState> states = new HashMap<>();
    private final Map<Integer, JournalOrder> orders = new HashMap<>();
    private final EngineSettings settings;
    private final SymbolEngine engine;

    private JournalReplay(EngineSettings settings, List<AgentModel> models) {
        this.settings = settings;
        this.engine = new SymbolEngine(settings, models);
    }

    static JournalReplay of(String bootstrap, EngineSettings settings, List<AgentModel> models) throws WireException {
        JournalReplay replay = new JournalReplay(settings, models);
        for (byte[] bytes : KafkaTopic.read(bootstrap, Topics.JOURNAL)) {
            replay.take(WireCodec.decodeRecord(bytes));
        }
        return replay;
    }

    /** Ticks, reports and commands that count, in the order of each symbol; nothing is decided. */
    static List<LogEvent> inputs(String bootstrap) throws WireException {
        List<LogEvent> inputs = new ArrayList<>();
        Map<Integer, JournalOrder> orders = new HashMap<>();
        for (byte[] bytes : KafkaTopic.read(bootstrap, Topics.JOURNAL)) {
            JournalRecord record = WireCodec.decodeRecord(bytes);
            if (counts(record, orders) && record instanceof JournalRecord.Entry entry) {
                inputs.add(entry.event().event());
            }
        }
        return inputs;
    }

    private static boolean counts(JournalRecord record, Map<Integer, JournalOrder> orders) {
        return orders.computeIfAbsent(record.partition(), partition -> JournalOrder.fromOldest())
                .take(record);
    }

    /** Every decision by strategy, symbol and place in the log. */
    static Map<String, Decision> decisions(String bootstrap, EngineSettings settings, List<AgentModel> models)
            throws WireException {
        return of(bootstrap, settings, models).decisions;
    }

    static String key(Decision decision) {
        return decision.strategy() + "/" + decision.symbol() + "/" + decision.epoch() + "/" + decision.sequence();
    }

    Map<String, Decision> decisions() {
        return decisions;
    }

    /** By id. */
    Map<String, Signal> signals() {
        return signals;
    }

    /** What the account holds for the strategy after the last event, in all symbols. */
    List<String> positions(String account, String strategy) {
        List<String> positions = new ArrayList<>();
        states.forEach((symbol, state) -> state.positions(strategy).stream()
                .filter(held -> held.account().equals(account))
                .forEach(held -> positions.add(symbol + " " + strategy + " " + held.side() + " " + held.lots())));
        return positions;
    }

    private void take(JournalRecord record) {
        if (!counts(record, orders)) {
            return;
        }
        if (record instanceof JournalRecord.Entry entry) {
            process(entry.event());
        } else if (record instanceof JournalRecord.ClockMark clock) {
            for (String symbol : settings.instruments().symbols()) {
                if (Partitions.of(symbol, 64) == clock.partition()) {
                    process(new SequencedEvent(
                            clock.partition(),
                            clock.epoch(),
                            clock.sequence(),
                            clock.logTimeMicros(),
                            0,
                            new Clock(symbol, clock.timeMicros())));
                }
            }
        }
    }

    private void process(SequencedEvent event) {
        engine.process(event, states.computeIfAbsent(event.symbol(), SymbolState::new), this);
    }

    @Override
    public void onDecision(Decision decision) {
        decisions.put(key(decision), decision);
    }

    @Override
    public void onBar(Bar bar) {}

    @Override
    public void onSignal(Signal signal) {
        signals.put(signal.id(), signal);
    }

    @Override
    public void onDeadLetter(DeadLetter deadLetter) {}

    @Override
    public void onTradeReport(TradeReport report) {}
}
