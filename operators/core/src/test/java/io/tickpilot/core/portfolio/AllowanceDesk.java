package io.tickpilot.core.portfolio;

import io.tickpilot.core.event.Arguments;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.risk.Allowances;
import io.tickpilot.core.risk.ExitCosts;
import io.tickpilot.core.signal.Decision;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** Orders of any side, stop and size that the allowance lets leave, without an engine. */
final class AllowanceDesk implements Desk {
    private final Instrument instrument;
    private final SupervisorSettings settings;
    private final Random random;
    private final double boldness;
    private final DoubleSupplier balance;
    private final DoubleSupplier rate;
    private final boolean limited;
    private final Allowances allowances = new Allowances();
    private long untilMicros;
    private int sent;
    private int held;

    /**
     * @param boldness share of what may leave that orders take at most, but for one that asks for all and one for more
     * @param rate account currency for one unit of quote currency
     * @param limited whether allowances count
     */
    AllowanceDesk(
            Instrument instrument,
            SupervisorSettings settings,
            Random random,
            double boldness,
            DoubleSupplier balance,
            DoubleSupplier rate,
            boolean limited) {
        this.instrument = instrument;
        this.settings = settings;
        this.random = random;
        this.boldness = boldness;
        this.balance = balance;
        this.rate = rate;
        this.limited = limited;
    }

    @Override
    public Decision price(long nowMicros, double bid, double ask) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        double entry = side == Side.BUY ? ask : bid;
        double distance = (8 + random.nextInt(60)) * instrument.point();
        double stop = entry - side.sign() * distance;
        double target = entry + side.sign() * distance * (0.3 + 2.7 * random.nextDouble());
        double lots = random.nextInt(4) == 0 ? lots(nowMicros, entry, Math.abs(entry - stop)) : 0;
        String symbol = instrument.symbol();
        if (lots == 0) {
            return Reports.heldBack(symbol, nowMicros);
        }
        String id = symbol + "-" + ++sent;
        return Reports.decision(
                new PendingOrder(id, symbol, "s", side, lots, entry, stop, target, nowMicros, Long.MAX_VALUE));
    }

    /** Tries sizes from far too much down to little, as the chain would if its sizing asked for them. */
    private double lots(long nowMicros, double entry, double distance) {
        ExitCosts costs = settings.rules().costs();
        boolean converted = !instrument.quoteCurrency().equals("USD");
        double now = rate.getAsDouble();
        double most = balance.getAsDouble()
                * 0.03
                / costs.ofOrder(instrument, Side.BUY, entry, entry - distance, 1, now, converted);
        if (limited) {
            boolean open = allowances.limits("a") && nowMicros < untilMicros;
            most = open ? allowances.mostLots("a", instrument, entry, distance, now, converted) : 0;
        }
        for (double share : new double[] {2, 1, boldness, 0.3 * boldness}) {
            double lots = Math.floor(Math.min(most * share, 50) * 100) / 100;
            if (lots >= 0.01 && lots <= most) {
                allowances.sent(instrument, entry, distance, lots, a -> "USD", c -> now, nowMicros);
                return lots;
            }
            held++;
        }
        return 0;
    }

    @Override
    public void hear(long nowMicros, LogEvent event) {
        if (event instanceof Command command && command.kind() == Kind.SET_LIMITS) {
            Arguments limits = command.arguments();
            allowances.set("a", limits, nowMicros);
            untilMicros = limits.micros("until");
        }
    }

    @Override
    public int held() {
        return held;
    }
}
