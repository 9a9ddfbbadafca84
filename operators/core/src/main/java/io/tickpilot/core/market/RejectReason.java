package io.tickpilot.core.market;

/** Why an event went to the dead letters. The names are stable: they are metric labels and JSON keys. */
public enum RejectReason {
    NON_FINITE_PRICE,
    NON_POSITIVE_PRICE,
    /** Of a public trade; a quote's sizes are optional. */
    NON_POSITIVE_SIZE,
    CROSSED_QUOTE,
    UNKNOWN_SYMBOL,
    FUTURE_EVENT_TIME,
    LATE_EVENT_TIME,
    DUPLICATE_SEQUENCE,
    /** Quarantined for its jump, and the next tick did not confirm it. */
    PRICE_JUMP,
    /** Not decodable; counted where the bytes arrived. */
    MALFORMED,
    /** Of news: a score outside -1 to 1, or a confidence outside 0 to 1. */
    SENTIMENT_OUT_OF_RANGE,
    /** Of a command whose argument has another form than its kind wants. */
    INVALID_ARGUMENT
}
