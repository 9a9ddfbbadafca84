package io.tickpilot.core.portfolio;

import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.calendar.EventTimes;
import io.tickpilot.core.calendar.Impact;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.portfolio.Budgets.Room;
import io.tickpilot.core.risk.Allowance;
import io.tickpilot.core.signal.Decision;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps an account within its rules: counts what leaves and issues what may still leave, symbol by symbol. */
final class LimitIssuer {
    private final SupervisorSettings settings;
    private final PropFirmRules rules;
    private final EconomicCalendar calendar;
    private final Budgets budgets;
    private final RecentKeys orders = new RecentKeys(8_192);
    /** Log time up to which all decisions of a symbol are known. */
    private final TreeMap<String, Long> seen = new TreeMap<>();

    private final Map<String, EventTimes> news = new HashMap<>();
    private SortedMap<String, Allowance> issued = Collections.emptySortedMap();
    /** Whether limits without rules are in force. */
    private boolean scaled;

    LimitIssuer(SupervisorSettings settings, EconomicCalendar calendar) {
        this.settings = settings;
        this.rules = settings.rules();
        this.calendar = calendar;
        this.budgets = new Budgets(settings.lagMicros());
    }

    /**
     * Takes in a decision, in the order of its symbol. Others of the same moment may follow, so only what was before it is known
     * to be complete.
     *
     * @return the order it sent, once
     */
    @Nullable
    PendingOrder decided(Decision decision, Quotes quotes) {
        seen.merge(decision.symbol(), decision.logTimeMicros() - 1, Math::max);
        PendingOrder order = PendingOrder.of(decision, settings.signalMicros());
        return order != null && ordered(order, quotes) ? order : null;
    }

    private boolean ordered(PendingOrder order, Quotes quotes) {
        if (!orders.add("order", order.signalId(), 0)) {
            return false;
        }
        Instrument instrument = quotes.instrument(order.symbol());
        double rate = instrument == null ? Double.NaN : quotes.value(instrument.quoteCurrency());
        if (instrument != null && rate > 0) {
            // Without the margin for exchange rates, so that it never counts as more than it did where it left.
            double risk = rules.costs()
                    .ofOrder(instrument, order.side(), order.entry(), order.stop(), order.lots(), rate, false);
            budgets.sent(order.symbol(), order.sentMicros(), risk, order.lots());
        }
        return true;
    }

    /** Writes {@code SET_LIMITS} for each quoted symbol. */
    void issue(
            AccountBook book,
            LossFloors floors,
            Headroom headroom,
            boolean open,
            double size,
            CommandPen pen,
            long nowMicros) {
        if (!rules.isOn()) {
            scaleOnly(book, size, pen);
            return;
        }
        TreeMap<String, Long> known = new TreeMap<>();
        TreeMap<String, Long> until = new TreeMap<>();
        for (String symbol : book.quotes().symbols()) {
            known.put(symbol, seen.getOrDefault(symbol, 0L));
            long end = end(symbol, book.quotes(), floors, nowMicros);
            if (open && end > nowMicros) {
                until.put(symbol, end);
            }
        }
        issued = budgets.issue(nowMicros, room(book, floors, headroom, nowMicros), known, until);
        Exposure exposure = settings.maxExposure() > 0 ? book.exposure() : Exposure.NONE;
        for (Map.Entry<String, Allowance> entry : issued.entrySet()) {
            String symbol = entry.getKey();
            TreeMap<String, String> argument = new TreeMap<>();
            entry.getValue().addTo(argument);
            addBounds(symbol, entry.getValue(), book, argument);
            argument.put("headroom", Double.toString(bounded(headroom.toFloor())));
            argument.put("risk-scale", Double.toString(size * scale(headroom, floors)));
            argument.put("slippage-points", Double.toString(rules.costs().slippagePoints()));
            argument.put("commission", Double.toString(rules.costs().commissionPerLot()));
            argument.put("rate-share", Double.toString(rules.costs().rateShare()));
            if (settings.maxExposure() > 0) {
                double others = exposure.gross() - Math.abs(exposure.bySymbol().getOrDefault(symbol, 0.0));
                double most = settings.maxExposure() * headroom.equity() - others;
                argument.put("max-exposure", Double.toString(bounded(Math.max(0, most))));
            }
            pen.write(symbol, Kind.SET_LIMITS, argument, "rules " + rules.name());
        }
    }

    /**
     * The allowance as bounds on open, pending and new together, for who does not count what it sent: what the symbol holds now, at
     * today's prices, and what is new.
     */
    private static void addBounds(
            String symbol, Allowance allowance, AccountBook book, TreeMap<String, String> argument) {
        Quotes quotes = book.quotes();
        double risk = allowance.risk();
        double lots = allowance.lots();
        for (Position position : book.positions()) {
            if (position.symbol().equals(symbol)) {
                double price = quotes.closePrice(symbol, position.side());
                risk += toStop(quotes, symbol, position.side(), price, position.stop(), position.lots());
                lots += position.lots();
            }
        }
        for (PendingOrder order : book.pending()) {
            if (order.symbol().equals(symbol)) {
                risk += toStop(quotes, symbol, order.side(), order.entry(), order.stop(), order.lots());
                lots += order.lots();
            }
        }
        if (risk < Double.POSITIVE_INFINITY) {
            argument.put("risk-budget", Double.toString(bounded(risk)));
        }
        if (lots < Double.POSITIVE_INFINITY) {
            argument.put("max-lots", Double.toString(lots));
        }
    }

    private static double toStop(Quotes quotes, String symbol, Side side, double price, double stop, double lots) {
        Instrument instrument = quotes.instrument(symbol);
        double distance = side.sign() * (price - stop);
        double loss = instrument == null
                ? Double.NaN
                : distance * lots * instrument.contractSize() * quotes.value(instrument.quoteCurrency());
        return stop > 0 && loss > 0 ? loss : 0;
    }

    private static double bounded(double value) {
        return Math.max(-1e15, Math.min(1e15, value));
    }

    /** Without rules limits do nothing but keep probes small; they are lifted when there are none. */
    private void scaleOnly(AccountBook book, double size, CommandPen pen) {
        if (size == 1 && !scaled) {
            return;
        }
        scaled = size < 1;
        TreeMap<String, String> argument = new TreeMap<>();
        if (scaled) {
            argument.put("risk-scale", Double.toString(size));
        }
        for (String symbol : book.quotes().symbols()) {
            pen.write(symbol, Kind.SET_LIMITS, argument, scaled ? "probes are small" : "no limits");
        }
    }

    private Room room(AccountBook book, LossFloors floors, Headroom headroom, long nowMicros) {
        double lots = rules.maxLots() > 0
                ? Math.max(0, rules.maxLots() - headroom.openLots() - headroom.pendingLots())
                : Double.POSITIVE_INFINITY;
        int left = Integer.MAX_VALUE;
        if (rules.maxTrades() > 0) {
            long day = floors.dayNumber(nowMicros);
            int used = book.pending().size() + book.opened(micros -> floors.dayNumber(micros) == day);
            left = Math.max(0, rules.maxTrades() - used);
        }
        return new Room(headroom.free(), lots, left);
    }

    /** When an allowance of the symbol ends; now or before when it may not order. */
    private long end(String symbol, Quotes quotes, LossFloors floors, long nowMicros) {
        long end = nowMicros + settings.limitsMicros();
        long flat =
                floors.dayEnd(nowMicros) - rules.flatMicros() - (rules.flatMicros() > 0 ? settings.signalMicros() : 0);
        end = Math.min(end, flat);
        Instrument instrument = quotes.instrument(symbol);
        if (rules.newsMicros() == 0 || instrument == null) {
            return end;
        }
        EventTimes times = news.computeIfAbsent(
                symbol,
                s -> calendar.times(Set.of(instrument.baseCurrency(), instrument.quoteCurrency()), Impact.HIGH));
        if (times.microsSinceLast(nowMicros) <= rules.newsMicros()) {
            return nowMicros;
        }
        double next = times.microsToNext(nowMicros);
        return Double.isNaN(next)
                ? end
                : Math.min(end, nowMicros + (long) next - rules.newsMicros() - settings.signalMicros());
    }

    /** 1 while at least {@code scaleBelow} of each allowed loss is left, then in proportion down to 0. */
    private double scale(Headroom headroom, LossFloors floors) {
        double left = RiskScore.roomLeft(
                headroom.equity(),
                new RiskReport.Floors(floors.daily(), floors.total(), floors.dailyAmount(), floors.totalAmount()));
        return Double.isNaN(left) || settings.scaleBelow() == 0
                ? 1
                : Math.max(0, Math.min(1, left / settings.scaleBelow()));
    }

    double outstanding(long nowMicros) {
        return budgets.outstandingRisk(nowMicros);
    }

    SortedMap<String, Allowance> issued() {
        return issued;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeBoolean(scaled);
        budgets.writeTo(out);
        orders.writeTo(out);
        out.writeInt(seen.size());
        for (Map.Entry<String, Long> entry : seen.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeLong(entry.getValue());
        }
    }

    void readFrom(DataInput in) throws IOException {
        scaled = in.readBoolean();
        budgets.readFrom(in);
        orders.readFrom(in);
        for (int i = in.readInt(); i > 0; i--) {
            seen.put(in.readUTF(), in.readLong());
        }
    }
}
