package io.tickpilot.core.signal;

import io.tickpilot.core.market.Side;

/**
 * An order to trade, sent once; receivers drop doubles by id.
 *
 * @param id deterministic, 32 hex digits: a hash of strategy, symbol and origin of the triggering event
 * @param createdMicros log time of the decision; {@code validUntilMicros} after which it must not be traded
 * @param decision everything that led to it
 * @param paper whether it may only be traded on paper
 */
public record Signal(
        String id, Side side, long createdMicros, long validUntilMicros, Plan plan, boolean paper, Decision decision) {}
