package io.tickpilot.supervision.pattern;

/**
 * An observation on its way to one pattern.
 *
 * @param key of the pattern and of what it watches: all that matches stays within one key
 * @param definition the pattern's text as it is in force; empty for the clock
 */
public record Routed(String key, String definition, Observation observation) {}
