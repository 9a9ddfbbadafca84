package io.tickpilot.core.portfolio;

import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.calendar.EconomicEvent;
import io.tickpilot.core.calendar.Impact;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Arguments;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.event.TradeReport.Status;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Three symbols that decide at once on limits that come late or never, a broker that fills them with slippage, a terminal whose
 * reports come late, and the supervision between. Everything random comes from the seed. A price moves by less between two ticks
 * than the slippage the rules provide for: gaps beyond it are excluded.
 */
final class TradingWorld {
    private static final long SECOND = 1_000_000L;
    private static final int STEPS = 110;
    private static final double MOVE = 8;
    private static final double SLIP = 6;
    private static final InstrumentCatalogue CATALOGUE = InstrumentCatalogue.presets();
    /** Where they begin. */
    static final SortedMap<String, Double> PRICES =
            new TreeMap<>(Map.of("EURUSD", 1.1, "USDJPY", 150.0, "XAUUSD", 2_000.0));

    private final Random random;
    private final SupervisorSettings settings;
    private final Referee referee;
    private final AccountSupervisor supervisor;
    private final PriorityQueue<Mail> mail = new PriorityQueue<>();
    private final List<Market> markets = new ArrayList<>();
    private final List<Trade> trades = new ArrayList<>();
    private final long newsMicros;
    private double balance;
    private final double dayStart;
    private long now;
    private long sequence;
    private long tickets = 1;
    private long mails;
    int sent;
    int closedByCommand;

    private record Mail(long micros, long number, Runnable content) implements Comparable<Mail> {
        @Override
        public int compareTo(Mail other) {
            int order = Long.compare(micros, other.micros);
            return order == 0 ? Long.compare(number, other.number) : order;
        }
    }

    private static final class Market {
        final Instrument instrument;
        final double drift;
        double bid;
        double spread;
        long decisionsTold;

        @Nullable
        Desk desk;

        Market(String symbol, double bid, double drift) {
            this.instrument = Objects.requireNonNull(CATALOGUE.find(symbol));
            this.bid = bid;
            this.drift = drift;
        }

        Desk desk() {
            return Objects.requireNonNull(desk);
        }

        double ask() {
            return bid + spread;
        }
    }

    private static final class Trade {
        Market market;
        Side side;
        double lots;
        double open;
        double stop;
        double target;
        long origin;
        long ticket;
        long openedMicros;
        String signalId = "";
    }

    /** Makes the desk of a symbol in the world. */
    interface Desks {
        Desk desk(TradingWorld world, Instrument instrument);
    }

    TradingWorld(long seed, SupervisorSettings settings, Referee.Law law, long startMicros, Desks desks) {
        this.random = new Random(seed);
        this.settings = settings;
        this.now = startMicros;
        double initial = law.initial();
        dayStart = initial * (1.015 + 0.015 * random.nextDouble());
        balance = dayStart - 0.015 * initial * random.nextDouble();
        referee = new Referee(law, now, dayStart);
        newsMicros = now + (random.nextInt(900) - 200) * SECOND;
        EconomicCalendar calendar =
                EconomicCalendar.of(List.of(new EconomicEvent(newsMicros, "USD", Impact.HIGH, "jobs")));
        supervisor = new AccountSupervisor("a", settings, CATALOGUE, calendar);
        PRICES.forEach((symbol, price) -> markets.add(new Market(symbol, price, drift())));
        markets.forEach(market -> market.desk = desks.desk(this, market.instrument));
    }

    /** With desks that let leave whatever the allowance allows, or anything at all. */
    static Desks allowances(long seed, SupervisorSettings settings, boolean limited) {
        Random random = new Random(seed);
        double boldness = random.nextDouble();
        return (world, instrument) -> new AllowanceDesk(
                instrument, settings, random, boldness, () -> world.balance, () -> world.rate(instrument), limited);
    }

    int held() {
        return markets.stream().mapToInt(market -> market.desk().held()).sum();
    }

    /** In points a step. */
    private double drift() {
        return 3 * (random.nextDouble() - 0.5) * 2;
    }

    Referee run() {
        for (Market market : markets) {
            market.spread = market.instrument.point();
        }
        for (int step = 0; step < STEPS; step++) {
            now += (1 + random.nextInt(3)) * SECOND;
            referee.time(now);
            for (Market market : markets) {
                move(market);
            }
            trades.removeIf(this::leave);
            judge();
            deliver();
            for (Market market : markets) {
                decide(market);
            }
            tellAccount(step);
            deliver();
            judge();
            if (step % 3 == 0) {
                for (Command command : supervisor.act(now)) {
                    carry(command);
                }
            }
        }
        return referee;
    }

    private void judge() {
        double lots = trades.stream().mapToDouble(t -> t.lots).sum();
        referee.account(now, balance, equity(), lots);
    }

    private void move(Market market) {
        double point = market.instrument.point();
        double points = Math.max(-MOVE, Math.min(MOVE, market.drift + 2.5 * random.nextGaussian()));
        market.bid = Math.rint((market.bid + points * point) / point) * point;
        market.spread = point * (1 + random.nextInt(2));
        double bid = market.bid;
        double ask = market.ask();
        later(random.nextInt(2), () -> supervisor.quote(market.instrument.symbol(), bid, ask, now));
    }

    private void decide(Market market) {
        Decision decision = market.desk().price(now, market.bid, market.ask());
        if (decision == null) {
            return;
        }
        Plan plan = decision.plan();
        if (plan != null) {
            sent++;
            Side side = decision.direction() == Direction.BUY ? Side.BUY : Side.SELL;
            long until = now + settings.signalMicros();
            later(
                    random.nextInt(4),
                    () -> fill(
                            market,
                            side,
                            plan.entry(),
                            plan.stop(),
                            plan.target2(),
                            plan.lots(),
                            decision.signalId(),
                            until));
        }
        long due = Math.max(market.decisionsTold, now + random.nextInt(4) * SECOND);
        market.decisionsTold = due;
        later((due - now) / SECOND, () -> supervisor.apply(decision));
    }

    private void fill(
            Market market, Side side, double entry, double stop, double target, double size, String id, long until) {
        double point = market.instrument.point();
        double price = (side == Side.BUY ? market.ask() : market.bid) + side.sign() * slip() * point;
        boolean far = side.sign() * (price - entry) > settings.rules().costs().slippagePoints() * point;
        boolean passed = side.sign() * (price - stop) <= 0 || side.sign() * (target - price) <= 0;
        if (now > until || far || passed) {
            report(market, Status.REJECTED, side, 0, 0, size, 0, price, 0, id, "no");
            return;
        }
        Trade trade = new Trade();
        trade.market = market;
        trade.side = side;
        trade.lots = size;
        trade.open = price;
        trade.stop = stop;
        trade.target = target;
        trade.origin = tickets++;
        trade.ticket = trade.origin;
        trade.openedMicros = now;
        trade.signalId = id;
        trades.add(trade);
        balance -= 3.5 * size;
        referee.opened(now, newsMicros);
        report(market, Status.OPENED, side, trade.ticket, trade.origin, size, size, price, -3.5 * size, id, "signal");
    }

    /** @return whether it is over */
    private boolean leave(Trade trade) {
        double price = trade.side == Side.BUY ? trade.market.bid : trade.market.ask();
        int sign = trade.side.sign();
        double point = trade.market.instrument.point();
        if (sign * (price - trade.stop) <= 0) {
            close(trade, trade.lots, price - sign * slip() * point, "stop");
            return true;
        }
        if (sign * (price - trade.target) >= 0) {
            close(trade, trade.lots, price, "target");
            return true;
        }
        if (trade.lots >= 0.02 && random.nextInt(60) == 0) {
            close(trade, Math.floor(trade.lots * 50) / 100, price - sign * slip() * point, "exit-1");
        } else if (random.nextInt(80) == 0) {
            trade.stop = Math.abs(price - trade.stop) > 10 * point ? trade.stop + sign * 2 * point : trade.stop;
            report(
                    trade.market,
                    Status.MODIFIED,
                    trade.side,
                    trade.ticket,
                    trade.origin,
                    0,
                    trade.lots,
                    trade.stop,
                    0,
                    trade.signalId,
                    "trail");
        }
        return false;
    }

    private double slip() {
        return SLIP * random.nextDouble();
    }

    private void close(Trade trade, double size, double price, String reason) {
        Instrument instrument = trade.market.instrument;
        double profit = trade.side.sign() * (price - trade.open) * size * instrument.contractSize() * rate(instrument)
                - 3.5 * size;
        balance += profit;
        trade.lots = Math.round((trade.lots - size) * 100) / 100.0;
        Status status = trade.lots > 0 ? Status.PARTIALLY_CLOSED : Status.CLOSED;
        report(
                trade.market,
                status,
                trade.side,
                trade.ticket,
                trade.origin,
                size,
                trade.lots,
                price,
                profit,
                trade.signalId,
                reason);
        trade.ticket = tickets++;
    }

    private void report(
            Market market,
            Status status,
            Side side,
            long ticket,
            long origin,
            double size,
            double rest,
            double price,
            double profit,
            String id,
            String reason) {
        TradeReport report = new TradeReport(
                market.instrument.symbol(),
                now,
                status,
                "a",
                "s",
                id,
                ticket,
                origin,
                side,
                size,
                rest,
                price,
                profit,
                0,
                reason,
                "terminal",
                sequence++);
        later(random.nextInt(4), () -> supervisor.apply(report));
        later(random.nextInt(4), () -> market.desk().hear(now, report));
        if (random.nextInt(10) == 0) {
            later(random.nextInt(4), () -> supervisor.apply(report));
            later(random.nextInt(4), () -> market.desk().hear(now, report));
        }
    }

    private void tellAccount(int step) {
        if (step % 4 == 0) {
            AccountReport report = new AccountReport(
                    "*", now, "a", "USD", balance, equity(), 0, equity(), 100, 0, 0, false, "terminal", sequence++);
            AccountReport first = new AccountReport(
                    "*",
                    now,
                    "a",
                    "USD",
                    balance,
                    equity(),
                    0,
                    equity(),
                    100,
                    now - 60 * SECOND,
                    dayStart,
                    false,
                    "terminal",
                    sequence++);
            AccountReport told = step == 0 ? first : report;
            later(step == 0 ? 0 : random.nextInt(4), () -> supervisor.apply(told));
            for (Market market : markets) {
                AccountReport its = told.forSymbol(market.instrument.symbol());
                later(random.nextInt(4), () -> market.desk().hear(now, its));
            }
        }
    }

    private void carry(Command command) {
        if (command.kind() == Kind.SET_LIMITS && random.nextInt(10) > 0) {
            later(random.nextInt(6), () -> {
                for (Market market : markets) {
                    if (market.instrument.symbol().equals(command.symbol())) {
                        market.desk().hear(now, command);
                    }
                }
            });
        } else if (command.kind() == Kind.CLOSE_POSITIONS) {
            String reason = "command:" + Arguments.parse(command.argument()).text("id");
            later(random.nextInt(4), () -> {
                for (Trade trade : trades) {
                    closedByCommand++;
                    double price = trade.side == Side.BUY ? trade.market.bid : trade.market.ask();
                    double worse = trade.side.sign() * slip() * trade.market.instrument.point();
                    close(trade, trade.lots, price - worse, reason);
                }
                trades.clear();
            });
        }
    }

    private void later(long seconds, Runnable content) {
        mail.add(new Mail(now + seconds * SECOND, mails++, content));
    }

    private void deliver() {
        while (!mail.isEmpty() && mail.peek().micros() <= now) {
            mail.poll().content().run();
        }
    }

    private double rate(Instrument instrument) {
        return instrument.quoteCurrency().equals("USD") ? 1 : 1 / ((yen().bid + yen().ask()) / 2);
    }

    private Market yen() {
        return markets.stream()
                .filter(market -> market.instrument.symbol().equals("USDJPY"))
                .findFirst()
                .orElseThrow();
    }

    private double equity() {
        double equity = balance;
        for (Trade trade : trades) {
            double price = trade.side == Side.BUY ? trade.market.bid : trade.market.ask();
            equity += trade.side.sign()
                    * (price - trade.open)
                    * trade.lots
                    * trade.market.instrument.contractSize()
                    * rate(trade.market.instrument);
        }
        return equity;
    }
}
