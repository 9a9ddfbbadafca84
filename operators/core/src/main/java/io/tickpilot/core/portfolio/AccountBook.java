package io.tickpilot.core.portfolio;

import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.InstrumentCatalogue;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One account: its positions, pending signals, closed trades, balance and equity, from reports in any order, each as often as
 * it likes. The balance is the newest the terminal told, and what reports of later closes add. Not thread-safe.
 */
public final class AccountBook {
    private static final int VERSION = 1;
    /** Results kept apart while no account report comes; older ones are folded into the balance. */
    private static final int UNFOLDED = 4_096;

    private final String account;
    private final Quotes quotes;
    private final TradeLedger ledger = new TradeLedger();
    private final List<Result> results = new ArrayList<>();
    private double balanceBefore;
    private long terminalMicros = Long.MIN_VALUE;

    @Nullable
    private AccountReport newest;

    /** Realised at a time, by a report of a source. */
    private record Result(long micros, String source, long sequence, double profit) {
        boolean isIn(AccountReport report) {
            return micros == report.eventTimeMicros() && source.equals(report.source())
                    ? sequence < report.sourceSequence()
                    : micros <= report.eventTimeMicros();
        }
    }

    /**
     * @param currency until the terminal tells its own
     * @param balance likewise
     */
    public AccountBook(String account, String currency, double balance, InstrumentCatalogue instruments) {
        this.account = account;
        this.balanceBefore = balance;
        this.quotes = new Quotes(instruments, currency);
    }

    public String account() {
        return account;
    }

    public Quotes quotes() {
        return quotes;
    }

    /** @return whether it was this account's and new */
    public boolean apply(TradeReport report) {
        if (!report.account().equals(account) || !ledger.apply(report)) {
            return false;
        }
        terminalMicros = Math.max(terminalMicros, report.eventTimeMicros());
        if (report.profit() != 0) {
            Result result =
                    new Result(report.eventTimeMicros(), report.source(), report.sourceSequence(), report.profit());
            if (newest == null || !result.isIn(newest)) {
                results.add(result);
            }
            if (results.size() > UNFOLDED) {
                balanceBefore += results.remove(0).profit();
            }
        }
        return true;
    }

    /** @return whether it was this account's and newer than all before */
    public boolean apply(AccountReport report) {
        if (!report.account().equals(account)
                || (newest != null
                        && (report.eventTimeMicros() < newest.eventTimeMicros()
                                || (report.source().equals(newest.source())
                                        && report.sourceSequence() == newest.sourceSequence())))) {
            return false;
        }
        terminalMicros = Math.max(terminalMicros, report.eventTimeMicros());
        newest = report;
        balanceBefore = report.balance();
        quotes.accountCurrency(report.currency());
        results.removeIf(result -> result.isIn(report));
        return true;
    }

    /** @return whether it was this account's and new */
    public boolean apply(PositionReport report) {
        if (!report.account().equals(account) || !ledger.apply(report)) {
            return false;
        }
        terminalMicros = Math.max(terminalMicros, report.eventTimeMicros());
        return true;
    }

    /** A signal left the gate for this account's terminal. */
    public void ordered(PendingOrder order) {
        ledger.ordered(order);
    }

    /** Call now and then: ends what will not be told any more. */
    public void settle(long nowMicros) {
        ledger.settle(terminalMicros, nowMicros);
    }

    /** Newest event time heard of its terminal. */
    long terminalMicros() {
        return terminalMicros;
    }

    /** The newest account report; null before the first. */
    public @Nullable AccountReport newest() {
        return newest;
    }

    public List<Position> positions() {
        return ledger.positions();
    }

    /** Positions with what was closed and not told yet, so with all that may still lower the balance. */
    List<Position> unsettled() {
        return ledger.unsettled();
    }

    int opened(LongPredicate when) {
        return ledger.opened(when);
    }

    public List<PendingOrder> pending() {
        return ledger.pending();
    }

    /** The last 2,000, oldest first. */
    public List<ClosedTrade> closed() {
        return ledger.closed();
    }

    /** How many trades ever closed. */
    int closedCount() {
        return ledger.closedCount();
    }

    @Nullable
    ClosedTrade lastClosed() {
        return ledger.lastClosed();
    }

    public double balance() {
        double sum = balanceBefore;
        for (Result result : results) {
            sum += result.profit();
        }
        return sum;
    }

    /** Of a position at the price it could be closed at, costs not included; NaN when a price or rate is missing. */
    public double floating(Position position) {
        Instrument instrument = quotes.instrument(position.symbol());
        if (instrument == null) {
            return Double.NaN;
        }
        double price = quotes.closePrice(position.symbol(), position.side());
        return position.side().sign()
                * (price - position.openPrice())
                * position.lots()
                * instrument.contractSize()
                * quotes.value(instrument.quoteCurrency());
    }

    /** Balance and all floating profit; what the terminal told last where a position cannot be priced. */
    public double equity() {
        double sum = balance();
        for (Position position : positions()) {
            double floating = floating(position);
            if (Double.isNaN(floating)) {
                return newest == null ? Double.NaN : newest.equity();
            }
            sum += floating;
        }
        return sum;
    }

    public Exposure exposure() {
        return Exposure.of(positions(), quotes);
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(VERSION);
        out.writeUTF(account);
        out.writeDouble(balanceBefore);
        out.writeLong(terminalMicros);
        out.writeBoolean(newest != null);
        if (newest != null) {
            write(newest, out);
        }
        out.writeInt(results.size());
        for (Result result : results) {
            out.writeLong(result.micros());
            out.writeUTF(result.source());
            out.writeLong(result.sequence());
            out.writeDouble(result.profit());
        }
        ledger.writeTo(out);
        quotes.writeTo(out);
    }

    /** @throws IOException when it was written by a newer release */
    public static AccountBook readFrom(DataInput in, InstrumentCatalogue instruments) throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("account book has an unknown version: " + version);
        }
        AccountBook book = new AccountBook(in.readUTF(), "", in.readDouble(), instruments);
        book.terminalMicros = in.readLong();
        book.newest = in.readBoolean() ? readReport(in) : null;
        for (int i = in.readInt(); i > 0; i--) {
            book.results.add(new Result(in.readLong(), in.readUTF(), in.readLong(), in.readDouble()));
        }
        book.ledger.readFrom(in);
        book.quotes.readFrom(in);
        return book;
    }

    private static void write(AccountReport report, DataOutput out) throws IOException {
        out.writeUTF(report.symbol());
        out.writeLong(report.eventTimeMicros());
        out.writeUTF(report.account());
        out.writeUTF(report.currency());
        out.writeDouble(report.balance());
        out.writeDouble(report.equity());
        out.writeDouble(report.margin());
        out.writeDouble(report.freeMargin());
        out.writeDouble(report.leverage());
        out.writeLong(report.dayStartMicros());
        out.writeDouble(report.dayStartEquity());
        out.writeBoolean(report.live());
        out.writeUTF(report.source());
        out.writeLong(report.sourceSequence());
    }

    private static AccountReport readReport(DataInput in) throws IOException {
        return new AccountReport(
                in.readUTF(),
                in.readLong(),
                in.readUTF(),
                in.readUTF(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readLong(),
                in.readDouble(),
                in.readBoolean(),
                in.readUTF(),
                in.readLong());
    }
}
