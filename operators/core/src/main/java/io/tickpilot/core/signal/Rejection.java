package io.tickpilot.core.signal;

/**
 * A gate check that did not hold.
 *
 * @param check stable name such as {@code confidence}, {@code spread}, {@code atr-range}, {@code cooldown}
 * @param value what was measured, in the unit of the limit
 * @param limit what it was held against
 */
public record Rejection(String check, double value, double limit) {}
