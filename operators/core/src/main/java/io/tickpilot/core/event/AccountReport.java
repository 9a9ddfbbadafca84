package io.tickpilot.core.event;

/**
 * An account as its terminal sees it, money in its currency. Sent for all symbols, and made one for each by the bridge.
 *
 * @param currency ISO 4217
 * @param margin in use; {@code freeMargin} is what is left of equity
 * @param leverage 100 for 1:100; 0 when unknown
 * @param dayStartMicros begin of the broker's day, to which daily losses count; {@code dayStartEquity} at it
 * @param live whether it is real money
 */
public record AccountReport(
        String symbol,
        long eventTimeMicros,
        String account,
        String currency,
        double balance,
        double equity,
        double margin,
        double freeMargin,
        double leverage,
        long dayStartMicros,
        double dayStartEquity,
        boolean live,
        String source,
        long sourceSequence)
        implements LogEvent {

    /** The same for one of the symbols, where this one is for all. */
    public AccountReport forSymbol(String one) {
        return new AccountReport(
                one,
                eventTimeMicros,
                account,
                currency,
                balance,
                equity,
                margin,
                freeMargin,
                leverage,
                dayStartMicros,
                dayStartEquity,
                live,
                source,
                sourceSequence);
    }
}
