package io.tickpilot.core.risk;

import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The planner's money once more, in decimals and by the rule as it is written down. */
final class NaivePlanner {
    private static final MathContext PRECISE = new MathContext(60);

    private NaivePlanner() {}

    /** @return the price, in the instrument's digits */
    static BigDecimal price(double price, Instrument instrument) {
        return new BigDecimal(price).setScale(instrument.digits(), RoundingMode.HALF_EVEN);
    }

    static BigDecimal stop(Side side, BigDecimal entry, double atr, PlanSettings plan, Instrument instrument) {
        BigDecimal distance = decimal(plan.stopAtr()).multiply(new BigDecimal(atr));
        BigDecimal stop = side == Side.BUY ? entry.subtract(distance) : entry.add(distance);
        return stop.setScale(instrument.digits(), RoundingMode.HALF_EVEN);
    }

    /** Money lost in account currency by one lot at the stop. */
    static BigDecimal lossPerLot(BigDecimal entry, BigDecimal stop, Instrument instrument, RiskSettings risk) {
        BigDecimal inQuote = entry.subtract(stop).abs().multiply(decimal(instrument.contractSize()));
        if (instrument.quoteCurrency().equals(risk.accountCurrency())) {
            return inQuote;
        }
        if (instrument.baseCurrency().equals(risk.accountCurrency())) {
            return inQuote.divide(entry, PRECISE);
        }
        return inQuote.multiply(decimal(risk.conversionRates().get(instrument.quoteCurrency())));
    }

    static BigDecimal stake(double confidence, PlanSettings plan, RiskSettings risk) {
        BigDecimal p = new BigDecimal(confidence);
        BigDecimal kelly = p.subtract(BigDecimal.ONE.subtract(p).divide(decimal(plan.target1R()), PRECISE));
        BigDecimal capped = kelly.multiply(decimal(risk.kellyCap()));
        return decimal(risk.accountEquity()).multiply(capped.min(decimal(risk.accountRisk())));
    }

    /** Whole lot steps, unbounded. */
    static BigDecimal steps(BigDecimal stake, BigDecimal lossPerLot, Instrument instrument) {
        return stake.divide(lossPerLot, PRECISE).divide(decimal(instrument.lotStep()), PRECISE);
    }

    static BigDecimal lots(BigDecimal steps, Instrument instrument) {
        BigDecimal lots = steps.setScale(0, RoundingMode.FLOOR).multiply(decimal(instrument.lotStep()));
        BigDecimal most = decimal(instrument.maxLots());
        return lots.min(most);
    }

    /** The decimal a user wrote. */
    static BigDecimal decimal(double number) {
        return BigDecimal.valueOf(number);
    }
}
