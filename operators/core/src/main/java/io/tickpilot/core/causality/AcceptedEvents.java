package io.tickpilot.core.causality;

import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.NewsValidator;
import io.tickpilot.core.market.TickValidator;
import io.tickpilot.core.market.TradeValidator;
import io.tickpilot.core.market.ValidationSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * What validation lets through of a log. A tick that jumps is judged by the tick after it, and by how nervous the market was
 * before: both on purpose, and neither is the features' doing. So the checks begin behind it.
 */
public final class AcceptedEvents {
    private static final long EVER = Long.MAX_VALUE / 4;

    private AcceptedEvents() {}

    /** Ticks, trades and news that are accepted, in that order, and all other events. */
    public static List<SequencedEvent> of(
            List<SequencedEvent> log, String symbol, InstrumentCatalogue instruments, ValidationSettings settings) {
        TickValidator ticks = new TickValidator(instruments.find(symbol), settings);
        TradeValidator trades = new TradeValidator(instruments.find(symbol), settings);
        NewsValidator news = new NewsValidator(instruments.find(symbol), settings);
        List<SequencedEvent> accepted = new ArrayList<>(log.size());
        TickValidator.Listener keeping = new TickValidator.Listener() {
            @Override
            public void onAccepted(SequencedEvent event, Tick tick) {
                accepted.add(event);
            }

            @Override
            public void onRejected(DeadLetter deadLetter) {}
        };
        for (SequencedEvent event : log) {
            if (event.event() instanceof Tick tick) {
                ticks.onTick(event, tick, keeping);
            } else if (event.event() instanceof TradePrint trade) {
                if (trades.check(event, trade) == null) {
                    accepted.add(event);
                }
            } else if (!(event.event() instanceof NewsSentiment article) || news.check(event, article) == null) {
                accepted.add(event);
            }
        }
        return accepted;
    }

    /** Settings that let all of them through again. */
    static ValidationSettings passing() {
        return new ValidationSettings(
                true,
                EVER,
                EVER,
                Double.MAX_VALUE,
                0,
                ValidationSettings.defaults().clockGraceMicros());
    }
}
