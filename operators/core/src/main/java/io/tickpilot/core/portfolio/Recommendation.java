package io.tickpilot.core.portfolio;

/**
 * What a prudent trader would do now.
 *
 * @param code {@code stop-today}, {@code reduce-exposure}, {@code reduce-risk}, {@code tighten-stops}, {@code set-stop}, {@code
 *     add-margin}, {@code pause}, {@code consistency}
 * @param subject a currency or symbol, empty when it is the account
 * @param text for people
 * @param value that led to it, {@code limit} it is held against
 */
public record Recommendation(String code, String subject, String text, double value, double limit) {}
