package io.tickpilot.core.event;

/**
 * An order to the engine by an operator or another job, in force from its place in the log on. Some concern terminals too: the
 * bridge passes those on once they are in the journal.
 *
 * @param target what it is about: a strategy's or an agent's name, {@code account:NAME}, a scope of a breaker, {@code *} for all
 * @param argument {@code key=value} pairs separated by {@code ;}, see {@link Arguments}; empty when the kind has none
 * @param issuedBy who asked; {@code why} for the audit
 */
public record Command(
        String symbol,
        long eventTimeMicros,
        Kind kind,
        String target,
        String argument,
        String issuedBy,
        String why,
        String source,
        long sourceSequence)
        implements LogEvent {

    /** One for all symbols: the bridge makes one for each that it knows. */
    public static final String ALL = "*";

    /** What a target of an account begins with. */
    public static final String ACCOUNT = "account:";

    /** What a target of a strategy's breaker begins with. */
    public static final String STRATEGY = "strategy:";

    private static final double MOST = 1e15;

    /** What is ordered. */
    public enum Kind {
        /** No signal of the target strategy leaves until resumed. */
        PAUSE_STRATEGY(false),
        RESUME_STRATEGY(false),
        /** The target agent abstains until enabled. */
        DISABLE_AGENT(false),
        ENABLE_AGENT(false),
        /**
         * No new position of the target strategy. {@code id} names the cause, {@code until} the log time at which it ends by itself,
         * in microseconds; 0 or absent: only by {@link #UNBLOCK_ENTRIES} of the same id.
         */
        BLOCK_ENTRIES(true),
        /** {@code id} as it was blocked. */
        UNBLOCK_ENTRIES(true),
        /**
         * Opens the breaker of {@code symbol}, {@code strategy:NAME} or {@code account:NAME}. {@code cause}; {@code cooldown} in
         * microseconds.
         */
        TRIP_BREAKER(true),
        RESET_BREAKER(true),
        /** Nothing leaves for {@code *} or {@code account:NAME} until {@link #RESUME}; stronger than all else. */
        KILL(true),
        RESUME(true),
        /**
         * Limits of {@code account:NAME} in this symbol, in place of all former ones. Any of {@code risk-budget} (account currency
         * that new and open risk may lose), {@code max-lots}, {@code max-exposure}, {@code risk-scale} (0 to 1, multiplies sizes),
         * {@code headroom} (account currency left to the tightest loss floor), {@code until} (log time after which they are stale
         * and no entry is allowed).
         */
        SET_LIMITS(true),
        /**
         * What one unit of the target currency is worth: {@code rate}, in {@code account-currency}, as of {@code at}, in
         * microseconds.
         */
        SET_RATE(false),
        /** For terminals: move stops to at most {@code atr} times ATR from the price. {@code id} names it in the reports that follow. */
        TIGHTEN_STOPS(true),
        /** For terminals: close {@code fraction} of every position meant. {@code id} as above. */
        REDUCE_POSITIONS(true),
        /** For terminals: close every position meant. {@code id} as above. */
        CLOSE_POSITIONS(true),
        /** For terminals: answer with a {@link PositionReport} of the symbol. */
        REPORT_POSITIONS(true);

        private final boolean forTerminals;

        Kind(boolean forTerminals) {
            this.forTerminals = forTerminals;
        }

        /** Whether the bridge passes it on to terminals. */
        public boolean isForTerminals() {
            return forTerminals;
        }
    }

    /** @throws IllegalArgumentException when the kind wants another target or argument, named in one line */
    public void check() {
        switch (kind) {
            case BLOCK_ENTRIES -> {
                named();
                arguments().micros("until", 0);
            }
            case UNBLOCK_ENTRIES, CLOSE_POSITIONS -> named();
            case TRIP_BREAKER -> {
                breaker();
                arguments().text("cause");
                arguments().micros("cooldown", 0);
            }
            case RESET_BREAKER -> breaker();
            case KILL, RESUME -> {
                if (!target.equals(ALL)) {
                    account();
                }
            }
            case SET_LIMITS -> checkLimits();
            case SET_RATE -> {
                arguments().number("rate", Double.MIN_NORMAL, MOST);
                arguments().micros("at");
                arguments().text("account-currency");
            }
            case TIGHTEN_STOPS -> {
                named();
                arguments().number("atr", 0, MOST);
            }
            case REDUCE_POSITIONS -> {
                named();
                arguments().number("fraction", Double.MIN_NORMAL, 1);
            }
            case PAUSE_STRATEGY, RESUME_STRATEGY, DISABLE_AGENT, ENABLE_AGENT, REPORT_POSITIONS -> {
                // Their argument says nothing.
            }
        }
    }

    private void checkLimits() {
        account();
        Arguments limits = arguments();
        limits.number("risk-budget", 0, MOST, 0);
        limits.number("max-lots", 0, MOST, 0);
        limits.number("max-exposure", 0, MOST, 0);
        limits.number("risk-scale", 0, 1, 1);
        limits.number("headroom", -MOST, MOST, 0);
        limits.micros("until", 0);
    }

    private void named() {
        arguments().text("id");
    }

    private void account() {
        if (!target.startsWith(ACCOUNT) || target.length() == ACCOUNT.length()) {
            throw new IllegalArgumentException("target must be " + ACCOUNT + "NAME: " + target);
        }
    }

    private void breaker() {
        if (!target.equals("symbol") && !target.startsWith(STRATEGY)) {
            account();
        }
    }

    /** @throws IllegalArgumentException when the argument has another form */
    public Arguments arguments() {
        return Arguments.parse(argument);
    }

    /** Whether an account is meant: by its name, or because all are. */
    public boolean meansAccount(String account) {
        return target.equals(ALL)
                || (target.startsWith(ACCOUNT)
                        && target.substring(ACCOUNT.length()).equals(account));
    }

    /** The same for one of the symbols, where this one is for all. */
    public Command forSymbol(String one) {
        return new Command(one, eventTimeMicros, kind, target, argument, issuedBy, why, source, sourceSequence);
    }
}
