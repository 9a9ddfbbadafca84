package io.tickpilot.core.feature;

import io.tickpilot.core.bar.BarView;
import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.indicator.Indicator;
import org.jspecify.annotations.Nullable;

/** State of one family with its parameters and bars, for one symbol. */
final class Node<T extends Indicator> {
    /** Names the state wherever it is written, such as {@code macd(fast=12,signal=9,slow=26)@m1}. */
    final String key;

    final T state;
    private final Family.@Nullable BarFeed<T> onBar;
    private final Family.@Nullable QuoteFeed<T> onQuote;
    private final Family.@Nullable TradeFeed<T> onTrade;
    private final Family.@Nullable NewsFeed<T> onNews;

    Node(String key, Family<T> family, T state) {
        this.key = key;
        this.state = state;
        this.onBar = family.onBar();
        this.onQuote = family.onQuote();
        this.onTrade = family.onTrade();
        this.onNews = family.onNews();
    }

    boolean hearsBars() {
        return onBar != null;
    }

    boolean hearsQuotes() {
        return onQuote != null;
    }

    boolean hearsTrades() {
        return onTrade != null;
    }

    boolean hearsNews() {
        return onNews != null;
    }

    void onBar(BarView bar) {
        if (onBar != null) {
            onBar.closed(state, bar);
        }
    }

    void onQuote(Tick tick) {
        if (onQuote != null) {
            onQuote.quote(state, tick);
        }
    }

    void onTrade(TradePrint trade) {
        if (onTrade != null) {
            onTrade.trade(state, trade);
        }
    }

    void onNews(NewsSentiment news) {
        if (onNews != null) {
            onNews.news(state, news);
        }
    }
}
