package io.tickpilot.bridge.terminal;

import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.HeldPosition;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Signal;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fills signals at bid and ask and manages them as their plans say: stop, partial exits, break-even, then a trailing stop
 * up to the last target, and a longest time to hold. The same signals and ticks give the same reports. Time is the
 * market's. Not thread-safe.
 */
public final class SimulatedBroker {
    private final TerminalSettings settings;
    private final Function<String, @Nullable Instrument> instruments;
    private final Consumer<TradeReport> reports;
    private final AccountRates rates;
    private final Slippage slippage;
    private final Map<String, Tick> quotes = new HashMap<>();
    private final Map<String, List<Position>> open = new HashMap<>();
    private final Restrictions restrictions;
    private final BrokerDay day = new BrokerDay();
    /** Adjustments that wait for a price of their symbol. */
    private final List<Command> waiting = new ArrayList<>();

    private final long maxHoldMicros;
    private final String source;
    private long nextTicket = 1;
    private long nextSequence;
    private int openCount;
    private long opened;
    private long closed;
    private long won;
    private long rejected;
    private double realised;
    private long changes;

    /**
     * @param firstSequence source sequence of the first report, where no earlier books are read
     * @param reports receives what happens, in order
     */
    public SimulatedBroker(
            TerminalSettings settings,
            Function<String, @Nullable Instrument> instruments,
            long firstSequence,
            Consumer<TradeReport> reports) {
        this.settings = settings;
        this.instruments = instruments;
        this.reports = reports;
        this.nextSequence = firstSequence;
        restrictions = new Restrictions(settings.account());
        rates = new AccountRates(settings.currency());
        slippage = new Slippage(settings.slippagePoints(), settings.seed());
        maxHoldMicros = settings.maxHold().toNanos() / 1_000;
        source = "terminal-" + settings.account();
    }

    /** Quotes that no broker would show (crossed, not a number) change nothing. */
    public void onTick(Tick tick) {
        Instrument instrument = instruments.apply(tick.symbol());
        boolean sound = tick.bid() > 0 && tick.ask() >= tick.bid() && tick.ask() < Double.POSITIVE_INFINITY;
        if (instrument == null || !sound) {
            return;
        }
        quotes.put(tick.symbol(), tick);
        rates.quote(instrument, (tick.bid() + tick.ask()) / 2);
        if (!waiting.isEmpty()) {
            adjustWaiting(tick);
        }
        if (day.begins(tick.eventTimeMicros())) {
            day.begin(tick.eventTimeMicros(), equity());
            changes++;
        }
        manage(open.getOrDefault(tick.symbol(), List.of()), tick);
    }

    private void manage(List<Position> positions, Tick tick) {
        for (Iterator<Position> all = positions.iterator(); all.hasNext(); ) {
            Position position = all.next();
            double stop = position.stop;
            manage(position, tick);
            changes += position.stop == stop ? 0 : 1;
            if (position.remainingSteps == 0) {
                all.remove();
                openCount--;
            }
        }
    }

    /**
     * Opens what the signal plans, or reports why not.
     *
     * @param nowMicros market's time
     * @return whether a position was opened
     */
    public boolean onSignal(Signal signal, long nowMicros) {
        String symbol = signal.decision().symbol();
        Instrument instrument = instruments.apply(symbol);
        Tick quote = quotes.get(symbol);
        if (signal.validUntilMicros() < nowMicros) {
            return reject(signal, 0, nowMicros, "expired");
        }
        if (instrument == null) {
            return reject(signal, 0, nowMicros, "unknown-symbol");
        }
        if (quote == null) {
            return reject(signal, 0, nowMicros, "no-quote");
        }
        double price = signal.side() == Side.BUY ? quote.ask() : quote.bid();
        double fill = worse(price, signal.side(), signal.id(), 0, instrument);
        long steps = Math.round(signal.plan().lots() / instrument.lotStep());
        String fault = restrictions.refusal(signal, nowMicros);
        fault = fault.isEmpty() ? fault(signal, instrument, steps, fill) : fault;
        if (!fault.isEmpty()) {
            return reject(signal, price, nowMicros, fault);
        }
        long now = Math.max(nowMicros, quote.eventTimeMicros());
        Position position = new Position(signal, instrument, nextTicket++, fill, steps, now);
        open.computeIfAbsent(symbol, s -> new ArrayList<>()).add(position);
        openCount++;
        opened++;
        report(position, TradeReport.Status.OPENED, steps, fill, 0, 0, "signal", now);
        return true;
    }

    /**
     * Obeys what concerns this account. An adjustment of positions is done at the symbol's last price, or at its first.
     *
     * @param nowMicros market's time
     */
    public void onCommand(Command command, long nowMicros) {
        restrictions.take(command);
        switch (command.kind()) {
            case TIGHTEN_STOPS, REDUCE_POSITIONS, CLOSE_POSITIONS -> {
                Tick quote = quotes.get(command.symbol());
                if (quote == null) {
                    waiting.add(command);
                } else {
                    adjust(command, quote, Math.max(nowMicros, quote.eventTimeMicros()));
                }
            }
            default -> {
                // Restrictions know.
            }
        }
    }

    private void adjustWaiting(Tick tick) {
        List<Command> due = waiting.stream()
                .filter(command -> command.symbol().equals(tick.symbol()))
                .toList();
        waiting.removeAll(due);
        due.forEach(command -> adjust(command, tick, tick.eventTimeMicros()));
    }

    private void adjust(Command command, Tick quote, long now) {
        String reason = "command:" + command.arguments().text("id");
        for (Iterator<Position> all =
                        open.getOrDefault(command.symbol(), List.of()).iterator();
                all.hasNext(); ) {
            Position position = all.next();
            String strategy = position.signal.decision().strategy();
            if (!command.meansAccount(settings.account()) && !command.target().equals(strategy)) {
                continue;
            }
            double price = position.side == Side.BUY ? quote.bid() : quote.ask();
            switch (command.kind()) {
                case TIGHTEN_STOPS ->
                    tighten(position, price, command.arguments().number("atr", 0, 1e15), reason, now);
                case REDUCE_POSITIONS ->
                    reduce(position, price, command.arguments().number("fraction", 0, 1), reason, now);
                default -> close(position, position.remainingSteps, price, reason, now);
            }
            if (position.remainingSteps == 0) {
                all.remove();
                openCount--;
            }
        }
    }

    /** By the ATR of the decision that opened it. */
    private void tighten(Position position, double price, double atr, String reason, long now) {
        double before = position.stop;
        double level =
                price - position.side.sign() * atr * position.signal.decision().atr();
        position.tighten(toPoint(level, position.instrument), reason);
        if (position.stop != before) {
            report(position, TradeReport.Status.MODIFIED, position.remainingSteps, position.stop, 0, 0, reason, now);
        }
    }

    /** At least so much; all of it where the rest would be too small. */
    private void reduce(Position position, double price, double fraction, String reason, long now) {
        long steps = (long) Math.ceil(position.remainingSteps * fraction - 1e-9);
        boolean tooSmall = position.remainingSteps - steps < minSteps(position.instrument);
        close(position, tooSmall ? position.remainingSteps : steps, price, reason, now);
    }

    private static long minSteps(Instrument instrument) {
        return Math.max(1, Math.round(instrument.minLots() / instrument.lotStep()));
    }

    /** All that is held in a symbol. */
    public PositionReport positions(String symbol, long nowMicros, long sequence) {
        List<HeldPosition> held = open.getOrDefault(symbol, List.of()).stream()
                .map(position -> new HeldPosition(
                        position.ticket,
                        position.originTicket,
                        position.signal.decision().strategy(),
                        position.signal.id(),
                        position.side,
                        position.lots(position.remainingSteps),
                        position.entry,
                        position.stop,
                        position.plan.target2(),
                        position.openedMicros))
                .toList();
        return new PositionReport(symbol, nowMicros, settings.account(), held, source, sequence);
    }

    /** The account as of now, for all symbols. A paper account. */
    public AccountReport account(long nowMicros, long sequence) {
        double equity = equity();
        double margin = margin();
        return new AccountReport(
                Command.ALL,
                nowMicros,
                settings.account(),
                settings.currency(),
                settings.balance() + realised,
                equity,
                margin,
                equity - margin,
                settings.leverage(),
                day.startMicros(),
                day.startEquity(equity),
                false,
                source,
                sequence);
    }

    private double equity() {
        double floating = 0;
        for (List<Position> positions : open.values()) {
            for (Position position : positions) {
                double profit = view(position).profit();
                floating += Double.isNaN(profit) ? 0 : profit;
            }
        }
        return settings.balance() + realised + floating;
    }

    private double margin() {
        double margin = 0;
        for (List<Position> positions : open.values()) {
            for (Position position : positions) {
                Instrument instrument = position.instrument;
                double worth = position.lots(position.remainingSteps) * instrument.contractSize() * position.entry;
                double rate = rates.of(instrument.quoteCurrency());
                margin += Double.isNaN(rate) ? 0 : worth * rate / settings.leverage();
            }
        }
        return margin;
    }

    /** Rises when there is something new to keep: a report, or a stop that moved. */
    long changes() {
        return changes;
    }

    /** The books: all but quotes, which the market tells anew. */
    void writeTo(DataOutput out) throws IOException {
        out.writeLong(nextTicket);
        out.writeLong(nextSequence);
        out.writeLong(opened);
        out.writeLong(closed);
        out.writeLong(won);
        out.writeLong(rejected);
        out.writeDouble(realised);
        day.writeTo(out);
        out.writeInt(openCount);
        for (List<Position> positions : open.values()) {
            for (Position position : positions) {
                position.writeTo(out);
            }
        }
    }

    /**
     * Goes on with books written before.
     *
     * @param withDay whether they know of the broker's day
     */
    void readFrom(DataInput in, boolean withDay) throws IOException {
        nextTicket = in.readLong();
        nextSequence = in.readLong();
        opened = in.readLong();
        closed = in.readLong();
        won = in.readLong();
        rejected = in.readLong();
        realised = in.readDouble();
        if (withDay) {
            day.readFrom(in);
        }
        openCount = in.readInt();
        open.clear();
        for (int i = 0; i < openCount; i++) {
            Position position = Position.readFrom(in, instruments);
            open.computeIfAbsent(position.instrument.symbol(), s -> new ArrayList<>())
                    .add(position);
        }
    }

    /** Signals whose positions are open. */
    List<Signal> signals() {
        return open.values().stream()
                .flatMap(List::stream)
                .map(position -> position.signal)
                .toList();
    }

    /** Duplicates are the terminal's to know: 0 here. */
    public TerminalSnapshot snapshot() {
        List<OpenTrade> trades = new ArrayList<>();
        double floating = 0;
        for (List<Position> positions : open.values()) {
            for (Position position : positions) {
                OpenTrade trade = view(position);
                trades.add(trade);
                floating += Double.isNaN(trade.profit()) ? 0 : trade.profit();
            }
        }
        trades.sort((a, b) -> Long.compare(a.ticket(), b.ticket()));
        double winRate = closed == 0 ? Double.NaN : (double) won / closed;
        return new TerminalSnapshot(
                List.copyOf(trades),
                opened,
                closed,
                rejected,
                0,
                settings.balance() + realised,
                realised,
                floating,
                winRate);
    }

    private String fault(Signal signal, Instrument instrument, long steps, double fill) {
        Plan plan = signal.plan();
        int sign = signal.side().sign();
        boolean numbers =
                Double.isFinite(plan.entry()) && Double.isFinite(plan.stop()) && Double.isFinite(plan.target2());
        List<Position> same = open.getOrDefault(signal.decision().symbol(), List.of());
        if (!numbers || sign * (plan.target2() - plan.stop()) <= 0) {
            return "plan";
        }
        if (Position.lots(steps, instrument) < instrument.minLots() - 1e-9
                || Position.lots(steps, instrument) > instrument.maxLots() + 1e-9) {
            return "lots";
        }
        if (sign * (fill - plan.entry()) > settings.maxDeviationPoints() * instrument.point()) {
            return "deviation";
        }
        if (sign * (fill - plan.stop()) <= 0) {
            return "stop-passed";
        }
        if (Double.isNaN(rates.of(instrument.quoteCurrency()))) {
            return "no-rate";
        }
        if (openCount >= settings.maxOpen() || same.size() >= settings.maxOpenPerSymbol()) {
            return "max-open";
        }
        return "";
    }

    private void manage(Position position, Tick tick) {
        double price = position.side == Side.BUY ? tick.bid() : tick.ask();
        long now = tick.eventTimeMicros();
        if (position.stopped(price)) {
            close(position, position.remainingSteps, price, position.stopReason, now);
            return;
        }
        List<Plan.Exit> exits = position.plan.exits();
        while (position.remainingSteps > 0
                && position.exitsDone < exits.size()
                && position.reached(price, exits.get(position.exitsDone).price())) {
            takeExit(position, exits.get(position.exitsDone++), price, now);
        }
        if (position.remainingSteps > 0 && position.reached(price, position.plan.target2())) {
            close(position, position.remainingSteps, price, "target", now);
        }
        if (position.remainingSteps > 0 && position.exitsDone == exits.size() && position.plan.trailDistance() > 0) {
            double stop = price - position.side.sign() * position.plan.trailDistance();
            position.tighten(toPoint(stop, position.instrument), "trail");
        }
        if (position.remainingSteps > 0 && now - position.openedMicros >= maxHoldMicros) {
            close(position, position.remainingSteps, price, "time", now);
        }
    }

    /** A part too small for the instrument is left in the position; so is a rest that would be. */
    private void takeExit(Position position, Plan.Exit exit, double price, long now) {
        long minSteps = minSteps(position.instrument);
        long steps =
                Math.min(position.remainingSteps, (long) Math.floor(position.openedSteps * exit.fraction() + 1e-9));
        long rest = position.remainingSteps - steps;
        if (rest > 0 && rest < minSteps) {
            steps = position.remainingSteps - minSteps;
        }
        if (steps >= minSteps) {
            close(position, steps, price, "exit-" + position.exitsDone, now);
        }
        if (exit.breakEven()) {
            position.tighten(position.entry, "break-even");
        }
    }

    private void close(Position position, long steps, double quoted, String reason, long now) {
        double price =
                worse(quoted, position.side.opposite(), position.signal.id(), position.fills++, position.instrument);
        double commission = settings.commissionPerLot() * position.lots(steps);
        double profit = position.grossProfit(price, steps) * rates.of(position.instrument.quoteCurrency()) - commission;
        position.remainingSteps -= steps;
        position.realised += profit;
        realised += profit;
        boolean whole = position.remainingSteps == 0;
        TradeReport.Status status = whole ? TradeReport.Status.CLOSED : TradeReport.Status.PARTIALLY_CLOSED;
        report(position, status, steps, price, profit, commission, reason, now);
        if (whole) {
            closed++;
            won += position.realised > 0 ? 1 : 0;
        } else {
            position.ticket = nextTicket++;
        }
    }

    private void report(
            Position position,
            TradeReport.Status status,
            long steps,
            double price,
            double profit,
            double commission,
            String reason,
            long now) {
        changes++;
        reports.accept(new TradeReport(
                position.instrument.symbol(),
                now,
                status,
                settings.account(),
                position.signal.decision().strategy(),
                position.signal.id(),
                position.ticket,
                position.originTicket,
                position.side,
                position.lots(steps),
                position.lots(position.remainingSteps),
                price,
                profit,
                commission,
                reason,
                source,
                nextSequence++));
    }

    private boolean reject(Signal signal, double price, long now, String reason) {
        rejected++;
        changes++;
        reports.accept(new TradeReport(
                signal.decision().symbol(),
                now,
                TradeReport.Status.REJECTED,
                settings.account(),
                signal.decision().strategy(),
                signal.id(),
                0,
                0,
                signal.side(),
                signal.plan().lots(),
                0,
                price,
                0,
                0,
                reason,
                source,
                nextSequence++));
        return false;
    }

    private OpenTrade view(Position position) {
        Tick quote = quotes.get(position.instrument.symbol());
        double price = quote == null ? Double.NaN : position.side == Side.BUY ? quote.bid() : quote.ask();
        return new OpenTrade(
                position.ticket,
                position.instrument.symbol(),
                position.signal.decision().strategy(),
                position.side,
                position.lots(position.remainingSteps),
                position.entry,
                position.stop,
                position.plan.target2(),
                price,
                position.grossProfit(price, position.remainingSteps) * rates.of(position.instrument.quoteCurrency()),
                position.openedMicros);
    }

    /** Slippage always hurts: a buyer pays more, a seller gets less. */
    private double worse(double price, Side side, String signalId, int fill, Instrument instrument) {
        return toPoint(price + side.sign() * slippage.points(signalId, fill) * instrument.point(), instrument);
    }

    private static double toPoint(double price, Instrument instrument) {
        double scale = Math.pow(10, instrument.digits());
        return Math.round(price * scale) / scale;
    }
}
