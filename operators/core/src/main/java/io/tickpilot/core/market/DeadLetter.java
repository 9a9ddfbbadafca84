package io.tickpilot.core.market;

import io.tickpilot.core.event.SequencedEvent;

/**
 * A rejected event, whole, with the reason.
 *
 * @param detail the numbers that led to it, such as {@code bid=1.2 ask=1.1}
 */
public record DeadLetter(SequencedEvent event, RejectReason reason, String detail) {}
