package io.tickpilot.core.feature;

import io.tickpilot.core.bar.ActivityBar;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.regime.RegimeChange;

/** Hears what one event did to a {@link MarketState}; called on the caller's thread, in the order things took effect. */
public interface MarketListener {

    /**
     * A tick passed validation and is now the market's newest quote. A tick released from quarantine comes here too, before
     * the one that confirmed it.
     *
     * @param tick a sequenced {@link io.tickpilot.core.event.Tick}
     */
    void onAccepted(SequencedEvent tick);

    /**
     * A bar closed; the state already holds it and every other bar this event closed, and, when a tick closed it, that tick's
     * quote, but not yet the bar that tick opens. Shorter timeframes first.
     */
    void onBar(Bar bar);

    /**
     * A bar of activity that the plan asks for closed, by a tick before its {@link #onAccepted} or by a trade; the state already
     * holds it and its rows.
     */
    default void onActivityBar(ActivityBar bar) {}

    /** The bar just told of brought another regime. */
    default void onRegimeChange(RegimeChange change) {}

    /** An event was refused. */
    void onDeadLetter(DeadLetter deadLetter);
}
