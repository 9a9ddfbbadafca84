package io.tickpilot.core.engine;

import io.tickpilot.core.breaker.Breaker;
import io.tickpilot.core.calendar.AnnouncedEvents;
import io.tickpilot.core.ensemble.Performance;
import io.tickpilot.core.ensemble.Quote;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.risk.OpenPosition;
import io.tickpilot.core.signal.DecisionDigest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that a symbol's past means for its next decision. It is read and written without settings: a state restored under
 * other settings keeps what the strategies that remain have in it, by name. Not thread-safe.
 */
public final class SymbolState {
    static final int WITH_REGIME_CHANGES = 2;
    private static final int WITH_STANDING_SCORES = 3;
    /** Safety, and what it knows of open positions. */
    static final int WITH_SAFETY = 4;
    /** Performance of agents, announced events. */
    static final int WITH_FEEDBACK = 5;

    private static final int VERSION = WITH_FEEDBACK;

    private final String symbol;
    private final TreeMap<String, StrategyState> strategies = new TreeMap<>();
    final TreeSet<String> disabledAgents = new TreeSet<>();
    /** By agent; of those that have a trigger of their own. */
    private final TreeMap<String, AgentScore> scores = new TreeMap<>();

    private AnnouncedEvents announced = new AnnouncedEvents();

    final SymbolCounters counters;
    final RecentReports reports;
    Safety safety = new Safety();
    byte[] decisionHash = DecisionDigest.start();
    /** Log time at which the first decision of any strategy can be told right or wrong. */
    long nextVerdictMicros = Long.MAX_VALUE;

    /** The market as it was written, until an engine with its settings comes to read it. */
    private byte @Nullable [] writtenMarket;

    @Nullable
    private Binding binding;

    /**
     * What an engine's settings make of this symbol; {@code states} go with {@code strategies}.
     *
     * @param triggered seats of the agents that its strategies use and that have a trigger of their own
     * @param scores their last scores, by seat
     */
    @SuppressWarnings("ArrayRecordComponent") // read in the hot path, never compared
    record Binding(
            SymbolEngine engine,
            MarketState market,
            @Nullable Instrument instrument,
            Agenda agenda,
            List<Strategy> strategies,
            List<StrategyState> states,
            int[] triggered,
            Map<Integer, AgentScore> scores) {

        Quote quote(long logMicros) {
            return new Quote(logMicros, market.lastTickMicros(), market.bid(), market.ask());
        }

        AgentScore standing(int agent) {
            return Objects.requireNonNull(scores.get(agent), "agent has no trigger of its own");
        }
    }

    public SymbolState(String symbol) {
        this(symbol, new SymbolCounters(), new RecentReports());
    }

    private SymbolState(String symbol, SymbolCounters counters, RecentReports reports) {
        this.symbol = symbol;
        this.counters = counters;
        this.reports = reports;
    }

    public String symbol() {
        return symbol;
    }

    public SymbolCounters counters() {
        return counters;
    }

    /** Hash of all decisions so far, see {@link DecisionDigest}; a copy. */
    public byte[] decisionHash() {
        return decisionHash.clone();
    }

    /** The market, null before the first event after creation or restore. */
    public @Nullable MarketState market() {
        return binding == null ? null : binding.market();
    }

    /** What a strategy holds, empty when nothing is known of it. */
    public List<OpenPosition> positions(String strategy) {
        StrategyState state = strategies.get(strategy);
        return state == null ? List.of() : state.positions.positions();
    }

    /** Positions of no strategy here, as terminals tell. */
    public List<OpenPosition> foreignPositions() {
        return safety.foreign().positions();
    }

    /** Of the breaker of {@code symbol} or {@code strategy:NAME}. */
    public Breaker.State breaker(String scope) {
        return safety.state(scope);
    }

    public boolean isPaused(String strategy) {
        StrategyState state = strategies.get(strategy);
        return state != null && state.paused;
    }

    /** All strategies remembered, configured or not. */
    Map<String, StrategyState> strategies() {
        return strategies;
    }

    /** Settles the state under an engine's settings, once for each engine. */
    Binding bindTo(
            SymbolEngine engine, EngineSettings settings, FeaturePlan plan, List<Strategy> all, Scoreboard scoreboard) {
        if (binding != null && binding.engine() == engine) {
            return binding;
        }
        Instrument instrument = settings.instruments().find(symbol);
        List<Strategy> own = instrument == null
                ? List.of()
                : all.stream().filter(s -> s.settings().trades(symbol)).toList();
        List<String> names = own.stream().map(s -> s.settings().name()).toList();
        strategies.entrySet().removeIf(e -> e.getValue().isIdle() && !names.contains(e.getKey()));
        List<StrategyState> states = names.stream()
                .map(name -> strategies.computeIfAbsent(name, n -> new StrategyState()))
                .toList();
        safety.retain(strategies.keySet());
        bindPerformances(own, states);
        int[] triggered = scoreboard.withTriggerAmong(
                own.stream().flatMapToInt(s -> Arrays.stream(s.agents())).toArray());
        List<String> agents = scoreboard.agents();
        scores.keySet().retainAll(Arrays.stream(triggered).mapToObj(agents::get).toList());
        Map<Integer, AgentScore> bySeat = new HashMap<>();
        for (int seat : triggered) {
            bySeat.put(seat, scores.computeIfAbsent(agents.get(seat), name -> new AgentScore()));
        }
        Binding bound = new Binding(
                engine,
                market(settings, plan),
                instrument,
                agenda(settings, instrument),
                own,
                states,
                triggered,
                bySeat);
        binding = bound;
        writtenMarket = null;
        return bound;
    }

    private void bindPerformances(List<Strategy> own, List<StrategyState> states) {
        nextVerdictMicros = Long.MAX_VALUE;
        for (int i = 0; i < own.size(); i++) {
            Performance performance = own.get(i).performance(states.get(i).performance);
            states.get(i).performance = performance;
            if (performance != null) {
                nextVerdictMicros = Math.min(nextVerdictMicros, performance.nextDueMicros());
            }
        }
    }

    /** Holds the decisions that are due by a log time against the quote that stands. */
    void settle(long logMicros, Binding bound) {
        Quote now = bound.quote(logMicros);
        long next = Long.MAX_VALUE;
        for (int i = 0; i < bound.states().size(); i++) {
            Performance performance = bound.states().get(i).performance;
            if (performance != null) {
                performance.settle(now);
                next = Math.min(next, performance.nextDueMicros());
            }
        }
        nextVerdictMicros = next;
    }

    private Agenda agenda(EngineSettings settings, @Nullable Instrument instrument) {
        Set<String> currencies = instrument == null
                ? Set.of()
                : new TreeSet<>(List.of(instrument.baseCurrency(), instrument.quoteCurrency()));
        return new Agenda(
                settings.instruments().hours(symbol), settings.resources().calendar(), currencies, announced);
    }

    private MarketState market(EngineSettings settings, FeaturePlan plan) {
        byte[] written = binding == null ? writtenMarket : bytes(binding.market());
        if (written == null) {
            return MarketState.empty(symbol, settings.instruments(), settings.validation(), plan);
        }
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(written));
            return MarketState.readFrom(in, settings.instruments(), settings.validation(), plan);
        } catch (IOException e) {
            throw new UncheckedIOException("market state is not readable: symbol=" + symbol, e);
        }
    }

    private static byte[] bytes(MarketState market) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
        try {
            market.writeTo(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(VERSION);
        out.writeUTF(symbol);
        out.write(decisionHash);
        counters.writeTo(out);
        reports.writeTo(out);
        out.writeInt(disabledAgents.size());
        for (String agent : disabledAgents) {
            out.writeUTF(agent);
        }
        out.writeInt(strategies.size());
        for (Map.Entry<String, StrategyState> entry : strategies.entrySet()) {
            out.writeUTF(entry.getKey());
            entry.getValue().writeTo(out);
        }
        out.writeInt(scores.size());
        for (Map.Entry<String, AgentScore> entry : scores.entrySet()) {
            out.writeUTF(entry.getKey());
            entry.getValue().writeTo(out);
        }
        safety.writeTo(out);
        announced.writeTo(out);
        byte[] market = binding == null ? writtenMarket : bytes(binding.market());
        out.writeInt(market == null ? -1 : market.length);
        if (market != null) {
            out.write(market);
        }
    }

    /** How many bytes {@link #writeTo} writes now. Writes it all: not for every tick. */
    public int bytes() {
        DataOutputStream counting = new DataOutputStream(OutputStream.nullOutputStream());
        try {
            writeTo(counting);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counting.size();
    }

    /** @throws IOException when it was written by a newer release */
    public static SymbolState readFrom(DataInput in) throws IOException {
        int version = in.readInt();
        if (version < 1 || version > VERSION) {
            throw new IOException("symbol state has an unknown version: " + version);
        }
        String symbol = in.readUTF();
        byte[] hash = new byte[DecisionDigest.LENGTH];
        in.readFully(hash);
        SymbolState result = new SymbolState(symbol, SymbolCounters.readFrom(in, version), RecentReports.readFrom(in));
        result.decisionHash = hash;
        int disabled = in.readInt();
        for (int i = 0; i < disabled; i++) {
            result.disabledAgents.add(in.readUTF());
        }
        int strategies = in.readInt();
        for (int i = 0; i < strategies; i++) {
            result.strategies.put(in.readUTF(), StrategyState.readFrom(in, version));
        }
        int scores = version < WITH_STANDING_SCORES ? 0 : in.readInt();
        for (int i = 0; i < scores; i++) {
            result.scores.put(in.readUTF(), AgentScore.readFrom(in));
        }
        if (version >= WITH_SAFETY) {
            result.safety = Safety.readFrom(in);
        }
        if (version >= WITH_FEEDBACK) {
            result.announced = AnnouncedEvents.readFrom(in);
        }
        int length = in.readInt();
        if (length >= 0) {
            byte[] market = new byte[length];
            in.readFully(market);
            result.writtenMarket = market;
        }
        return result;
    }
}
