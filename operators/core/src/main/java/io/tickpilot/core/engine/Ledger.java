package io.tickpilot.core.engine;

import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.risk.OpenPosition;
import io.tickpilot.core.risk.OpenPositions;
import io.tickpilot.core.risk.SentSignals;
import io.tickpilot.core.risk.TradeStatistics;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What left for one symbol, what is open beside the strategies' own positions, and how trades ended. */
final class Ledger {
    /** The name of the book of foreign positions. */
    static final String FOREIGN = "";

    private final SentSignals sent;
    private final Endings endings;
    private final OpenPositions foreign;
    private final TreeMap<String, TradeStatistics> statistics = new TreeMap<>();

    Ledger() {
        this(new SentSignals(), new Endings(), new OpenPositions());
    }

    private Ledger(SentSignals sent, Endings endings, OpenPositions foreign) {
        this.sent = sent;
        this.endings = endings;
        this.foreign = foreign;
    }

    SentSignals sent() {
        return sent;
    }

    OpenPositions foreign() {
        return foreign;
    }

    /** Of trades that a strategy closed, to be added to. */
    TradeStatistics of(String strategy) {
        return statistics.computeIfAbsent(strategy, name -> new TradeStatistics());
    }

    void retain(Set<String> strategies) {
        statistics.keySet().retainAll(strategies);
    }

    /** Whether a trade's end is told the first time, by whatever account. */
    boolean ends(TradeReport report) {
        return endings.add(report);
    }

    /** By strategy, the foreign ones too. */
    TreeMap<String, OpenPositions> books(SymbolState state) {
        TreeMap<String, OpenPositions> books = new TreeMap<>();
        state.strategies().forEach((name, strategy) -> books.put(name, strategy.positions));
        books.put(FOREIGN, foreign);
        return books;
    }

    /** Whether a report's position is not known to be its strategy's, but known. */
    boolean isForeign(TradeReport report, StrategyState strategy) {
        long origin = OpenPositions.origin(report);
        return strategy.positions.find(report.account(), origin) == null
                && foreign.find(report.account(), origin) != null;
    }

    /** Open positions that a command for terminals means. */
    int meant(Command command, SymbolState state) {
        int meant = 0;
        for (Map.Entry<String, OpenPositions> book : books(state).entrySet()) {
            for (OpenPosition position : book.getValue().positions()) {
                boolean own = command.target().equals(book.getKey());
                meant += own || command.meansAccount(position.account()) ? 1 : 0;
            }
        }
        return meant;
    }

    void writeTo(DataOutput out) throws IOException {
        sent.writeTo(out);
        endings.writeTo(out);
        foreign.writeTo(out);
        out.writeInt(statistics.size());
        for (Map.Entry<String, TradeStatistics> entry : statistics.entrySet()) {
            out.writeUTF(entry.getKey());
            entry.getValue().writeTo(out);
        }
    }

    static Ledger readFrom(DataInput in) throws IOException {
        Ledger result = new Ledger(SentSignals.readFrom(in), Endings.readFrom(in), OpenPositions.readFrom(in, true));
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            result.statistics.put(in.readUTF(), TradeStatistics.readFrom(in));
        }
        return result;
    }
}
