package io.tickpilot.local.operate;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.engine.EngineListener;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.SymbolEngine;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.DecisionDigest;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.CountingPlaces;
import io.tickpilot.wire.JournalOrder;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.Partitions;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A recorded session against its journal: the journal is decided again by the live engine, and every decision told must be the one
 * decided, field by field. Feed it the journal, then the decisions.
 */
public final class DecisionDiff {
    private final EngineSettings settings;
    private final SymbolEngine engine;
    private final int partitions;
    private final Map<Integer, JournalOrder> orders = new HashMap<>();
    private final TreeMap<String, SymbolState> states = new TreeMap<>();
    /** By symbol, in its order. */
    private final TreeMap<String, LinkedHashMap<Place, Decision>> decided = new TreeMap<>();

    private final TreeMap<String, LinkedHashMap<Place, Decision>> told = new TreeMap<>();
    private final Deciding listener = new Deciding();
    private final CountingPlaces places = new CountingPlaces();
    private final DecisionDigest digest = new DecisionDigest();
    private long events;

    /** A decision's cause: what stands at its place is decided once for each strategy. */
    private record Place(String strategy, String origin, int epoch, long sequence) {
        static Place of(Decision decision) {
            return new Place(decision.strategy(), decision.origin(), decision.epoch(), decision.sequence());
        }
    }

    /**
     * @param field that differs, {@code decision} when one side has none there
     * @param told and {@code decided} as text, empty for none
     * @param cause what this kind of difference usually means
     */
    public record Difference(
            String symbol,
            String strategy,
            String origin,
            int partition,
            int epoch,
            long sequence,
            String field,
            String told,
            String decided,
            String cause) {}

    /**
     * @param orphans told on events that came not to count: no difference
     * @param hash over the decisions told of each symbol, see {@link DecisionDigest}; {@code replayHash} over those decided again
     * @param first difference in the order of symbols and of each symbol's log; null when there is none
     */
    public record Result(
            long events,
            long told,
            long decided,
            long differences,
            long orphans,
            String hash,
            String replayHash,
            @Nullable Difference first) {
        public boolean isEqual() {
            return differences == 0;
        }
    }

    /** @param partitions of the journal */
    public DecisionDiff(EngineSettings settings, List<AgentModel> models, int partitions) {
        this.settings = settings;
        this.partitions = partitions;
        engine = new SymbolEngine(settings, models);
    }

    /** The journal's next record of its partition, counting or not. */
    public void journal(JournalRecord record) {
        places.take(record);
        boolean counts = orders.computeIfAbsent(record.partition(), p -> JournalOrder.fromOldest())
                .take(record);
        if (!counts) {
            return;
        }
        if (record instanceof JournalRecord.Entry entry) {
            process(entry.event());
        } else if (record instanceof JournalRecord.ClockMark clock) {
            for (String symbol : settings.instruments().symbols()) {
                if (Partitions.of(symbol, partitions) == clock.partition()) {
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
        events++;
        engine.process(event, states.computeIfAbsent(event.symbol(), SymbolState::new), listener);
    }

    /** A decision of the session; one that a restarted job told again counts once. */
    public void told(Decision decision) {
        told.computeIfAbsent(decision.symbol(), s -> new LinkedHashMap<>()).putIfAbsent(Place.of(decision), decision);
    }

    /** Once both are read. Decisions told on events that came not to count are no part of the comparison. */
    public Result result() {
        List<Difference> differences = new ArrayList<>();
        TreeMap<String, SymbolState> symbols = new TreeMap<>(states);
        told.keySet().forEach(symbol -> symbols.computeIfAbsent(symbol, SymbolState::new));
        long toldCount = 0;
        long decidedCount = 0;
        long orphans = 0;
        Map<String, byte[]> toldHashes = new TreeMap<>();
        Map<String, byte[]> decidedHashes = new TreeMap<>();
        for (String symbol : symbols.keySet()) {
            Map<Place, Decision> there = told.getOrDefault(symbol, new LinkedHashMap<>());
            Map<Place, Decision> here = decided.getOrDefault(symbol, new LinkedHashMap<>());
            int before = there.size();
            there.values()
                    .removeIf(each -> !places.counts(each.partition(), each.epoch(), each.sequence())
                            && places.reaches(each.partition(), each.epoch(), each.sequence()));
            orphans += before - there.size();
            toldCount += there.size();
            decidedCount += here.size();
            toldHashes.put(symbol, hash(there.values()));
            decidedHashes.put(symbol, hash(here.values()));
            compare(there, here, differences);
        }
        return new Result(
                events,
                toldCount,
                decidedCount,
                differences.size(),
                orphans,
                DecisionDigest.ofSymbols(toldHashes),
                DecisionDigest.ofSymbols(decidedHashes),
                differences.isEmpty() ? null : differences.get(0));
    }

    private byte[] hash(Iterable<Decision> decisions) {
        byte[] hash = DecisionDigest.start();
        for (Decision decision : decisions) {
            hash = digest.next(hash, decision);
        }
        return hash;
    }

    private static void compare(Map<Place, Decision> told, Map<Place, Decision> decided, List<Difference> into) {
        for (Map.Entry<Place, Decision> entry : decided.entrySet()) {
            Decision other = told.get(entry.getKey());
            Decision here = entry.getValue();
            if (other == null) {
                into.add(difference(
                        here,
                        "decision",
                        "",
                        here.outcome().name(),
                        "told by nobody: the job did not" + " come so far, or its decisions were lost"));
            } else if (!other.equals(here)) {
                into.add(firstField(other, here));
            }
        }
        for (Map.Entry<Place, Decision> entry : told.entrySet()) {
            if (!decided.containsKey(entry.getKey())) {
                Decision there = entry.getValue();
                into.add(difference(
                        there,
                        "decision",
                        there.outcome().name(),
                        "",
                        "decided on an event that the"
                                + " journal does not hold or that does not count, or the journal was cut"));
            }
        }
    }

    private static Difference firstField(Decision told, Decision decided) {
        for (RecordComponent component : Decision.class.getRecordComponents()) {
            try {
                Object there = component.getAccessor().invoke(told);
                Object here = component.getAccessor().invoke(decided);
                if (!Objects.equals(there, here)) {
                    return difference(
                            decided,
                            component.getName(),
                            String.valueOf(there),
                            String.valueOf(here),
                            cause(component.getName()));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalStateException("decisions differ in no field");
    }

    private static String cause(String field) {
        return switch (field) {
            case "bid", "ask", "atr", "featuresHash", "eventTimeMicros" ->
                "the market was seen otherwise: other validation, instrument or indicator settings, or a journal that begins later";
            case "votes" -> "an agent voted otherwise: another model, version or weight, or one over its time budget";
            case "sell", "hold", "buy", "direction", "confidence" -> "the ensemble was set otherwise";
            case "outcome", "rejections" -> "the gate was set otherwise, or knew of other positions, blocks or limits";
            case "plan", "signalId" -> "plan or sizing were set otherwise";
            default -> "the place in the log differs: epochs were read otherwise";
        };
    }

    private static Difference difference(Decision at, String field, String told, String decided, String cause) {
        return new Difference(
                at.symbol(),
                at.strategy(),
                at.origin(),
                at.partition(),
                at.epoch(),
                at.sequence(),
                field,
                told,
                decided,
                cause);
    }

    private final class Deciding implements EngineListener {
        @Override
        public void onDecision(Decision decision) {
            decided.computeIfAbsent(decision.symbol(), s -> new LinkedHashMap<>())
                    .put(Place.of(decision), decision);
        }

        @Override
        public void onBar(Bar bar) {
            // Bars are no part of the comparison.
        }

        @Override
        public void onSignal(Signal signal) {
            // Its decision tells all of it.
        }

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {
            // As above.
        }

        @Override
        public void onTradeReport(TradeReport report) {
            // As above.
        }
    }
}
