package io.tickpilot.core.portfolio;

import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.breaker.Cause;
import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.portfolio.RiskMeasures.Tail;
import io.tickpilot.core.portfolio.RiskReport.BreakerView;
import io.tickpilot.core.portfolio.RiskReport.Floors;
import io.tickpilot.core.portfolio.RiskReport.Money;
import io.tickpilot.core.portfolio.RiskReport.Performance;
import io.tickpilot.core.portfolio.RiskReport.Tails;
import io.tickpilot.core.signal.Decision;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches one account: takes in what is told of it, and once a second says what must be done and how it stands. What it wants done
 * are commands; they take effect where they enter the log, so a replay needs none of this. An account whose terminal has not
 * told its balance is not measured, and under rules may order nothing. Time is handed in and never runs back. Not thread-safe.
 */
public final class AccountSupervisor {
    private static final int VERSION = 1;
    /** An account that was not told of for so long may order nothing. */
    private static final long SILENT_MICROS = 60_000_000L;

    private final SupervisorSettings settings;
    private final LossFloors floors;
    private final ReturnHistory history;
    private final Drawdown drawdown = new Drawdown();
    private final LimitIssuer limits;
    private final AccountBreaker breaker;
    private final Adjustments adjustments;
    private final CommandPen pen;
    private AccountBook book;
    private long nowMicros = Long.MIN_VALUE;

    public AccountSupervisor(
            String account, SupervisorSettings settings, InstrumentCatalogue instruments, EconomicCalendar calendar) {
        this.settings = settings;
        this.book = new AccountBook(account, settings.currency(), settings.balance(), instruments);
        this.floors = new LossFloors(settings.rules());
        this.history = new ReturnHistory(settings.sampleMicros(), settings.samples());
        this.limits = new LimitIssuer(settings, calendar);
        this.breaker = new AccountBreaker(account, settings);
        this.adjustments = new Adjustments(settings.answerMicros(), settings.attempts());
        this.pen = new CommandPen(account);
    }

    public AccountBook book() {
        return book;
    }

    public void apply(TradeReport report) {
        int closed = book.closedCount();
        if (book.apply(report)) {
            adjustments.apply(report);
            breaker.apply(report, book.closedCount() > closed ? book.lastClosed() : null, pen, nowMicros);
        }
    }

    public void apply(AccountReport report) {
        book.apply(report);
    }

    public void apply(PositionReport report) {
        book.apply(report);
    }

    /** Decisions of a symbol come in its order; those of a log read again change nothing. */
    public void apply(Decision decision) {
        PendingOrder order = limits.decided(decision, book.quotes());
        if (order != null) {
            book.ordered(order);
            breaker.ordered(order);
        }
    }

    /** What others ordered, as the journal has it: an operator may trip or reset the account's breaker. */
    public void apply(Command command) {
        boolean breakers = command.kind() == Kind.TRIP_BREAKER || command.kind() == Kind.RESET_BREAKER;
        if (breakers
                && command.target().equals(Command.ACCOUNT + book.account())
                && !command.issuedBy().equals(CommandPen.AUTHOR)) {
            breaker.obey(command, nowMicros);
        }
    }

    /** Moves of the account's breaker since the last call. */
    public List<BreakerChange> takeBreakerChanges() {
        return breaker.takeChanges();
    }

    public void quote(String symbol, double bid, double ask, long micros) {
        book.quotes().take(symbol, bid, ask, micros);
    }

    /** What must be done now: limits, breakers, adjustments. Call about once a second. */
    public List<Command> act(long micros) {
        nowMicros = Math.max(nowMicros, micros);
        pen.now(nowMicros);
        book.settle(nowMicros);
        double balance = book.balance();
        double equity = book.equity();
        AccountReport newest = book.newest();
        if (newest != null) {
            floors.observe(nowMicros, balance, equity);
            floors.dayStarted(newest.dayStartMicros(), newest.dayStartEquity());
            drawdown.add(equity);
            history.sample(nowMicros, equity, book.quotes());
        }
        Headroom headroom = headroom();
        checkBreaker(equity, newest);
        adjust(headroom);
        limits.issue(book, floors, headroom, mayOrder(newest), breaker.size(), pen, nowMicros);
        return pen.take();
    }

    private Headroom headroom() {
        return Headroom.of(book, settings.rules(), floors, settings.maxReward());
    }

    private boolean mayOrder(@Nullable AccountReport newest) {
        PropFirmRules rules = settings.rules();
        double mostOfDay = rules.consistency() * rules.profitTarget() * floors.initialBalance();
        boolean dayEarned = mostOfDay > 0 && floors.dayProfit(book.balance()) >= mostOfDay;
        return newest != null && nowMicros - newest.eventTimeMicros() <= SILENT_MICROS && !dayEarned;
    }

    private void checkBreaker(double equity, @Nullable AccountReport newest) {
        if (Double.isNaN(equity)) {
            return;
        }
        Cause cause = breaker.check(
                equity,
                floors.dayEquity(),
                newest == null ? 0 : newest.margin(),
                floors.dayEnd(nowMicros),
                pen,
                nowMicros);
        if (settings.closeOnTrip() && (cause == Cause.DAILY_LOSS || cause == Cause.DRAWDOWN)) {
            adjustments.want(
                    Kind.CLOSE_POSITIONS, 0, cause.label(), book.positions().size(), pen, nowMicros);
        }
    }

    private void adjust(Headroom headroom) {
        int open = book.positions().size();
        PropFirmRules rules = settings.rules();
        long flat = rules.flatMicros();
        if (rules.isOn() && flat > 0 && floors.dayEnd(nowMicros) - nowMicros <= flat) {
            adjustments.want(Kind.CLOSE_POSITIONS, 0, "flat at the day's end", open, pen, nowMicros);
        }
        double stopped = headroom.balance() - headroom.openRisk() - floors.tightest();
        double risk = headroom.openRisk();
        if (stopped < 0 && risk > 0 && risk < Double.POSITIVE_INFINITY) {
            double fraction = Math.min(1, Math.ceil(-stopped / risk * 100) / 100);
            adjustments.want(
                    Kind.REDUCE_POSITIONS, fraction, "open risk exceeds what may be lost", open, pen, nowMicros);
        }
        double left = RiskScore.roomLeft(headroom.equity(), floorsNow());
        if (left < settings.tightenBelow()) {
            adjustments.want(
                    Kind.TIGHTEN_STOPS, settings.tightenAtr(), "little of a loss is left", open, pen, nowMicros);
        }
        adjustments.follow(open, book.terminalMicros(), pen, nowMicros);
    }

    private Floors floorsNow() {
        return new Floors(floors.daily(), floors.total(), floors.dailyAmount(), floors.totalAmount());
    }

    /** How the account stands, as of the last {@link #act}. */
    public RiskReport report() {
        AccountReport newest = book.newest();
        Headroom headroom = headroom();
        double balance = headroom.balance();
        double equity = headroom.equity();
        double margin = newest == null ? Double.NaN : newest.margin();
        double freeMargin = newest == null ? Double.NaN : newest.freeMargin();
        Money money = new Money(balance, equity, equity - balance, floors.dayProfit(balance), margin, freeMargin);
        Exposure exposure = book.exposure();
        double[] returns = history.equityReturns();
        Tails tails = tails(returns, history.scenarios(exposure.bySymbol()), equity);
        Performance performance = performance(returns);
        String currency = book.quotes().accountCurrency();
        List<Position> positions = book.positions();
        return new RiskReport(
                book.account(),
                currency,
                settings.rules().name(),
                nowMicros,
                newest != null && newest.live(),
                money,
                headroom,
                floorsNow(),
                exposure,
                tails,
                performance,
                positions,
                limits.issued(),
                limits.outstanding(nowMicros),
                adjustments.all(),
                new BreakerView(breaker.state(), breaker.cause(), breaker.untilMicros()),
                RiskScore.of(money, floorsNow(), exposure, currency, tails, performance),
                Advisor.recommend(
                        settings.rules(),
                        floors.initialBalance(),
                        money,
                        headroom,
                        floorsNow(),
                        exposure,
                        currency,
                        positions,
                        tails,
                        performance,
                        settings.losses()));
    }

    /** Equity's returns are relative, a position's results are money; both grow with the root of time. */
    private Tails tails(double[] returns, double[] scenarios, double equity) {
        double root = Math.sqrt(settings.horizon());
        Tail none = Tail.UNKNOWN;
        return new Tails(
                RiskMeasures.historical(returns, 0.95).times(equity * root),
                RiskMeasures.ewma95(returns, settings.lambda()).times(equity * root),
                scenarios.length == 0
                        ? none
                        : RiskMeasures.historical(scenarios, 0.95).times(root),
                scenarios.length == 0
                        ? none
                        : RiskMeasures.ewma95(scenarios, settings.lambda()).times(root),
                returns.length);
    }

    private Performance performance(double[] returns) {
        return new Performance(
                drawdown.now(),
                drawdown.maxStatic(),
                drawdown.maxTrailing(),
                drawdown.maxTrailingRatio(),
                RiskMeasures.sharpe(returns, 0, settings.periodsPerYear()),
                RiskMeasures.sortino(returns, 0, settings.periodsPerYear()),
                RiskMeasures.trades(book.closed()));
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(VERSION);
        out.writeLong(nowMicros);
        out.writeLong(pen.sequence());
        book.writeTo(out);
        floors.writeTo(out);
        history.writeTo(out);
        drawdown.writeTo(out);
        limits.writeTo(out);
        breaker.writeTo(out);
        adjustments.writeTo(out);
    }

    /** @throws IOException when it was written by a newer release */
    public static AccountSupervisor readFrom(
            DataInput in,
            String account,
            SupervisorSettings settings,
            InstrumentCatalogue instruments,
            EconomicCalendar calendar)
            throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("account supervision has an unknown version: " + version);
        }
        AccountSupervisor result = new AccountSupervisor(account, settings, instruments, calendar);
        result.nowMicros = in.readLong();
        result.pen.sequence(in.readLong());
        result.book = AccountBook.readFrom(in, instruments);
        result.floors.readFrom(in);
        result.history.readFrom(in);
        result.drawdown.readFrom(in);
        result.limits.readFrom(in);
        result.breaker.readFrom(in);
        result.adjustments.readFrom(in);
        return result;
    }
}
