package io.tickpilot.replay;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.signal.DecisionDigest;
import io.tickpilot.flink.SymbolSummary;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of a replay.
 *
 * @param ticks read, those that validation rejected included, lines that are no ticks not
 * @param rejected by reason, reasons that occurred only; {@link RejectReason#MALFORMED} counts lines that are no ticks
 * @param regimeChanges told, the first of each symbol included; no part of the decisions
 * @param decisionHash 64 hex digits, over the hashes of the symbols in their order
 * @param wallSeconds from the start of the job, the cluster's own start included, to its end
 * @param restored whether the job was failed and restored on its way, as asked for
 */
public record ReplayResult(
        long ticks,
        Map<RejectReason, Long> rejected,
        Map<Timeframe, Long> bars,
        long decisions,
        long signals,
        long regimeChanges,
        String decisionHash,
        double wallSeconds,
        boolean restored) {

    static ReplayResult of(Collection<SymbolSummary> symbols, long malformed, double wallSeconds, boolean restored) {
        Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);
        Map<Timeframe, Long> bars = new EnumMap<>(Timeframe.class);
        Map<String, byte[]> hashes = new TreeMap<>();
        long ticks = 0;
        long decisions = 0;
        long signals = 0;
        long regimeChanges = 0;
        for (Timeframe timeframe : Timeframe.values()) {
            bars.put(timeframe, 0L);
        }
        if (malformed > 0) {
            rejected.put(RejectReason.MALFORMED, malformed);
        }
        for (SymbolSummary symbol : symbols) {
            ticks += symbol.ticks();
            decisions += symbol.decisions();
            signals += symbol.signals();
            regimeChanges += symbol.regimeChanges();
            symbol.rejected().forEach((reason, count) -> rejected.merge(reason, count, Long::sum));
            symbol.bars().forEach((timeframe, count) -> bars.merge(timeframe, count, Long::sum));
            hashes.put(symbol.symbol(), symbol.decisionHash());
        }
        String hash = DecisionDigest.ofSymbols(hashes);
        return new ReplayResult(ticks, rejected, bars, decisions, signals, regimeChanges, hash, wallSeconds, restored);
    }

    public double ticksPerSecond() {
        return wallSeconds > 0 ? ticks / wallSeconds : 0;
    }

    /** The object that {@code ./tickpilot replay --json} prints, on one line. */
    public String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"ticks\":%d,\"rejected\":%s,\"bars\":%s,\"decisions\":%d,\"signals\":%d,\"regime_changes\":%d,\"decision_hash\":\"%s\","
                        + "\"wall_seconds\":%.3f,\"ticks_per_second\":%.0f}",
                ticks,
                counts(rejected),
                counts(bars),
                decisions,
                signals,
                regimeChanges,
                decisionHash,
                wallSeconds,
                ticksPerSecond());
    }

    private static String counts(Map<? extends Enum<?>, Long> counts) {
        return counts.entrySet().stream()
                .map(e -> "\"" + e.getKey().name() + "\":" + e.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
