package io.tickpilot.core.feature;

import io.tickpilot.core.bar.BarView;
import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.indicator.Indicator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of state that features read: how it comes to be and what feeds it. Features of one family with equal parameters on
 * the same bars share one.
 *
 * @param name part of the key of written state, so it never changes
 * @param onBar hears of each closed bar of its series, before any row is made of it
 * @param onQuote hears of each accepted tick, after the bars it closed
 */
record Family<T extends Indicator>(
        String name,
        Bars bars,
        List<Parameter> parameters,
        Create<T> create,
        @Nullable BarFeed<T> onBar,
        @Nullable QuoteFeed<T> onQuote,
        @Nullable TradeFeed<T> onTrade,
        @Nullable NewsFeed<T> onNews) {

    /** Whose bars a family hears. */
    enum Bars {
        /** Those its schema names, by default the schema's own. */
        DECLARED,
        /** None: it depends on the time or on the market alone. */
        NONE,
        /** Those of the regime model. */
        OF_THE_REGIME
    }

    interface Create<T> {
        T with(Parameters parameters, Surroundings surroundings);
    }

    interface BarFeed<T> {
        void closed(T state, BarView bar);
    }

    interface QuoteFeed<T> {
        void quote(T state, Tick tick);
    }

    interface TradeFeed<T> {
        void trade(T state, TradePrint trade);
    }

    interface NewsFeed<T> {
        void news(T state, NewsSentiment news);
    }

    /** State fed by closed bars. */
    static <T extends Indicator> Family<T> ofBars(
            String name, List<Parameter> parameters, Create<T> create, BarFeed<T> onBar) {
        return new Family<>(name, Bars.DECLARED, parameters, create, onBar, null, null, null);
    }

    Family<T> hearingQuotes(QuoteFeed<T> feed) {
        return new Family<>(name, bars, parameters, create, onBar, feed, onTrade, onNews);
    }

    Family<T> hearingTrades(TradeFeed<T> feed) {
        return new Family<>(name, bars, parameters, create, onBar, onQuote, feed, onNews);
    }

    Family<T> hearingNews(NewsFeed<T> feed) {
        return new Family<>(name, bars, parameters, create, onBar, onQuote, onTrade, feed);
    }

    boolean hearsAnything() {
        return onBar != null || onQuote != null || onTrade != null || onNews != null;
    }

    /** State of the symbol alone, fed by nothing. */
    static <T extends Indicator> Family<T> ofNoBars(String name, List<Parameter> parameters, Create<T> create) {
        return new Family<>(name, Bars.NONE, parameters, create, null, null, null, null);
    }
}
