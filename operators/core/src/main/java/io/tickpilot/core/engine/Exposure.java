package io.tickpilot.core.engine;

import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.risk.Accounts;
import io.tickpilot.core.risk.OpenPosition;
import io.tickpilot.core.risk.OpenPositions;

/** What open positions of a symbol and signals under way bind of an account; nothing is set off against anything. */
record Exposure(SymbolState state, Ledger ledger, Instrument instrument, double price, long nowMicros)
        implements Accounts.Bound {

    @Override
    public double lots(String account) {
        double lots = ledger.sent().pendingLots(account, nowMicros) + lots(ledger.foreign(), account);
        for (StrategyState strategy : state.strategies().values()) {
            lots += lots(strategy.positions, account);
        }
        return lots;
    }

    private static double lots(OpenPositions book, String account) {
        double lots = 0;
        for (OpenPosition position : book.positions()) {
            lots += position.account().equals(account) ? position.lots() : 0;
        }
        return lots;
    }

    @Override
    public double risk(String account) {
        double risk = ledger.sent().pendingLoss(account, nowMicros) + risk(ledger.foreign(), account);
        for (StrategyState strategy : state.strategies().values()) {
            risk += risk(strategy.positions, account);
        }
        return risk * instrument.contractSize();
    }

    private double risk(OpenPositions book, String account) {
        double risk = 0;
        for (OpenPosition position : book.positions()) {
            risk += position.account().equals(account) ? position.lots() * position.stopDistance(price) : 0;
        }
        return risk;
    }

    @Override
    public double exposure(String account) {
        return lots(account) * price * instrument.contractSize();
    }
}
