package io.tickpilot.supervision.pattern;

/**
 * What a pattern has opened for a key.
 *
 * @param definition as it was when it opened
 * @param untilMicros log time at which it ends; {@link Long#MAX_VALUE}: only when it is cleared
 */
record Watch(String definition, String symbol, String target, long untilMicros) {}
