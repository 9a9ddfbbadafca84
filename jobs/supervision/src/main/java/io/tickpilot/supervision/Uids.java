package io.tickpilot.supervision;

/** Names of this job's operators, whose state outlives a release: never changed, never reused, without a version. */
final class Uids {
    static final String JOURNAL = "supervision-journal";
    static final String JOURNAL_ORDER = "supervision-journal-order";
    static final String JOURNAL_OBSERVED = "supervision-journal-observed";
    static final String DECISIONS = "supervision-decisions";
    static final String DECISIONS_READ = "supervision-decisions-read";
    static final String ALERTS = "supervision-alerts";
    static final String ALERTS_READ = "supervision-alerts-read";
    static final String BARS = "supervision-bars";
    static final String BARS_READ = "supervision-bars-read";
    static final String BARS_MEASURED = "supervision-bars-measured";
    static final String PATTERNS = "supervision-patterns";
    static final String PATTERNS_ROUTE = "supervision-patterns-route";
    static final String PATTERNS_MATCH = "supervision-patterns-match";
    static final String BARS_OF_SECONDS = "supervision-bars-of-seconds";
    static final String BARS_AS_PRICES = "supervision-bars-as-prices";
    static final String DECISIONS_OBSERVED = "supervision-decisions-observed";
    static final String ACCOUNTS = "supervision-accounts";
    static final String RISK_TO_KAFKA = "supervision-risk-to-kafka";
    static final String COMMANDS_TO_BRIDGE = "supervision-commands-to-bridge";
    static final String ALERTS_TO_KAFKA = "supervision-alerts-to-kafka";

    private Uids() {}
}
