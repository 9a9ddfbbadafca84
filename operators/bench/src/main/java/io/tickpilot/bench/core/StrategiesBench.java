package io.tickpilot.bench.core;

import com.sun.management.ThreadMXBean;
import io.tickpilot.bench.Machine;
import io.tickpilot.bench.Report;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.SymbolEngine;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What strategies cost: a thousand of them, each of which trades all of twenty symbols, on the ticks of a simulated market. They have two agents whose
 * scores cost nothing, whose weights adapt, and the usual gate. The same ticks without a strategy are taken off, and the rest is shared out.
 */
public final class StrategiesBench {
    private static final int STRATEGIES = 1_000;
    private static final List<String> SYMBOLS = List.of(
            "EURUSD", "GBPUSD", "USDJPY", "USDCHF", "AUDUSD", "USDCAD", "NZDUSD", "EURJPY", "GBPJPY", "EURGBP",
            "XAUUSD", "XAGUSD", "BTCUSD", "ETHUSD", "BTCUSDT", "ETHUSDT", "EURCHF", "AUDJPY", "CADJPY", "EURAUD");
    private static final long MONDAY = Instant.parse("2026-03-02T05:00:00Z").getEpochSecond() * 1_000_000;
    private static final int WARM_SECONDS = 120 * 60;
    private static final int TICKS_PER_SECOND = 2;
    private static final int ROUNDS = 5;

    private final SimulatedMarket market =
            new SimulatedMarket(SimulatedMarketSpec.of(SYMBOLS, MONDAY, 11).withTicksPerSecond(TICKS_PER_SECOND));
    private final Map<String, SymbolState> states = new TreeMap<>();
    private final CountingListener heard = new CountingListener();
    private long sequence;

    private StrategiesBench() {}

    /** How often they decide. */
    private record Pace(String label, String trigger, int ticks) {}

    /** @param brief fewer ticks */
    public static Report run(boolean brief) {
        Report report = new Report("strategies");
        int part = brief ? 10 : 1;
        List<Pace> paces = List.of(
                new Pace("not due", "trigger: every, every: 30d", 200_000 / part),
                new Pace("at the close of a minute", "trigger: bar-close, timeframe: m1", 200_000 / part),
                new Pace("each second", "trigger: every, every: 1s", 10_000 / part),
                new Pace("every tick", "trigger: every-tick", 5_000 / part));
        report.note(STRATEGIES + " strategies, each on " + SYMBOLS.size() + " symbols of " + TICKS_PER_SECOND
                + " ticks a second; one thread; median of " + ROUNDS + " rounds after one that warms up.");
        double loadBefore = Machine.load();
        for (Pace pace : paces) {
            double[] without = new StrategiesBench().measure(pace, 0);
            double[] with = new StrategiesBench().measure(pace, STRATEGIES);
            add(report.row(), pace, without, with);
        }
        report.note(String.format(Locale.ROOT, "Load average before %.1f, after %.1f.", loadBefore, Machine.load()));
        return report;
    }

    private static void add(Map<String, Object> row, Pace pace, double[] without, double[] with) {
        row.put("they decide", pace.label());
        row.put("ticks a round", (long) pace.ticks());
        row.put("ns a tick", with[0]);
        row.put("without", without[0]);
        row.put("ns a strategy and tick", (with[0] - without[0]) / STRATEGIES);
        row.put("decisions a tick", with[2]);
        row.put("ns a decision", with[2] == 0 ? Double.NaN : (with[0] - without[0]) / with[2]);
        row.put("bytes a tick", with[1]);
        row.put("bytes without", without[1]);
    }

    /** @return nanoseconds, bytes allocated and decisions, a tick each */
    private double[] measure(Pace pace, int strategies) {
        SymbolEngine quiet = engine(pace, 0);
        while (sequence < (long) WARM_SECONDS * TICKS_PER_SECOND * SYMBOLS.size()) {
            process(quiet, next());
        }
        SymbolEngine engine = engine(pace, strategies);
        List<double[]> rounds = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            double[] figures = round(engine, pace.ticks());
            if (round > 0) {
                rounds.add(figures);
            }
        }
        double[] medians = new double[3];
        for (int i = 0; i < medians.length; i++) {
            int figure = i;
            double[] sorted =
                    rounds.stream().mapToDouble(r -> r[figure]).sorted().toArray();
            medians[i] = sorted[ROUNDS / 2];
        }
        return medians;
    }

    private double[] round(SymbolEngine engine, int ticks) {
        SequencedEvent[] events = new SequencedEvent[ticks];
        Arrays.setAll(events, i -> next());
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long decisions = heard.decisions();
        long bytes = thread.getCurrentThreadAllocatedBytes();
        long nanos = System.nanoTime();
        for (SequencedEvent event : events) {
            process(engine, event);
        }
        nanos = System.nanoTime() - nanos;
        bytes = thread.getCurrentThreadAllocatedBytes() - bytes;
        return new double[] {
            (double) nanos / ticks, (double) bytes / ticks, (double) (heard.decisions() - decisions) / ticks
        };
    }

    private void process(SymbolEngine engine, SequencedEvent event) {
        SymbolState state = states.computeIfAbsent(event.event().symbol(), SymbolState::new);
        engine.process(event, state, heard);
    }

    private SequencedEvent next() {
        Tick tick = market.next();
        return new SequencedEvent(0, 1, sequence++, tick.eventTimeMicros(), 0, tick);
    }

    private static SymbolEngine engine(Pace pace, int strategies) {
        StringBuilder yaml = new StringBuilder("instruments: {EURCHF: {}, AUDJPY: {}, CADJPY: {}, EURAUD: {}}\n"
                + "risk: {conversion-rates: {JPY: 0.0067, CHF: 1.1, CAD: 0.73, GBP: 1.27, AUD: 0.66, USDT: 1}}\n"
                + "agents: {technical: {}, second: {}}\n"
                + "strategies:\n");
        for (int i = 0; i < Math.max(1, strategies); i++) {
            yaml.append("  - {name: s")
                    .append(i)
                    .append(", agents: {technical: 1, second: 1}, ")
                    .append(pace.trigger())
                    .append("}\n");
        }
        Settings root = Settings.parse(yaml.toString(), Map.of());
        EngineSettings settings = EngineSettings.from(root);
        root.check();
        return new SymbolEngine(
                strategies == 0 ? settings.withStrategies(List.of()) : settings,
                strategies == 0
                        ? List.of()
                        : List.of(new SwingingModel("technical", 0), new SwingingModel("second", 1)));
    }
}
