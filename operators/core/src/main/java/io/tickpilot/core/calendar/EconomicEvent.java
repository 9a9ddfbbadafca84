package io.tickpilot.core.calendar;

import java.io.Serializable;

/**
 * A scheduled release or speech. Only that it will happen is known before, not what it says.
 *
 * @param timeMicros epoch microseconds, UTC
 * @param currency in capitals, such as USD; {@value #EVERY_CURRENCY} concerns every one
 */
public record EconomicEvent(long timeMicros, String currency, Impact impact, String title) implements Serializable {
    public static final String EVERY_CURRENCY = "ALL";
}
