package io.tickpilot.records;

import java.nio.charset.StandardCharsets;

/**
 * Decimal text to number without garbage. {@link #parse} gives the very double of {@link Double#parseDouble}: up to 2^53
 * times or over a power of ten up to 10^22 is one correctly rounded operation (Clinger 1990); the rest goes to the JDK.
 */
final class Decimals {
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final int MAX_FAST_DIGITS = 18;
    private static final long MAX_EXACT = 1L << 53;
    private static final int MAX_EXPONENT_DIGITS = 4;

    private Decimals() {}

    /** {@code [+-]digits[.digits][e[+-]digits]} times 10^shift. */
    static double parse(byte[] text, int from, int to, int shift) throws BadCell {
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        long mantissa = 0;
        int digits = 0;
        int significant = 0;
        int exponent = 0;
        boolean point = false;
        for (; at < to; at++) {
            int c = text[at];
            if (c >= '0' && c <= '9') {
                digits++;
                if (significant < MAX_FAST_DIGITS) {
                    mantissa = 10 * mantissa + (c - '0');
                }
                if (mantissa != 0) {
                    significant++;
                }
                if (point) {
                    exponent--;
                }
            } else if (c == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        boolean explicit = at < to && (text[at] | 0x20) == 'e';
        if (digits == 0 || (at < to && !(explicit && isExponent(text, at + 1, to)))) {
            throw new BadCell("not a number: " + string(text, from, to));
        }
        if (explicit) {
            exponent += exponent(text, at + 1, to);
        }
        int power = exponent + shift;
        if (significant <= MAX_FAST_DIGITS && mantissa <= MAX_EXACT && power >= -22 && power <= 22) {
            double value = power < 0 ? mantissa / POWERS[-power] : mantissa * POWERS[power];
            return negative ? -value : value;
        }
        return slow(text, from, explicit ? at : to, explicit ? exponent(text, at + 1, to) + shift : shift);
    }

    /** The number times 10^decimals, further decimals cut off: exact times from texts like {@code 40.1868}. */
    static long scaled(byte[] text, int from, int to, int decimals) throws BadCell {
        long value = 0;
        int digits = 0;
        int missing = decimals;
        boolean point = false;
        for (int at = from; at < to; at++) {
            int c = text[at];
            if (c == '.' && !point && digits > 0) {
                point = true;
            } else if (c < '0' || c > '9' || (!point && ++digits > MAX_FAST_DIGITS - decimals)) {
                throw new BadCell("not a number: " + string(text, from, to));
            } else if (!point) {
                value = 10 * value + (c - '0');
            } else if (missing > 0) {
                value = 10 * value + (c - '0');
                missing--;
            }
        }
        if (digits == 0) {
            throw new BadCell("not a number: " + string(text, from, to));
        }
        for (; missing > 0; missing--) {
            value *= 10;
        }
        return value;
    }

    static String string(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }

    private static double slow(byte[] text, int from, int to, int power) {
        return Double.parseDouble(string(text, from, to) + "e" + power);
    }

    private static boolean isExponent(byte[] text, int from, int to) {
        int start = from < to && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
        for (int at = start; at < to; at++) {
            if (text[at] < '0' || text[at] > '9') {
                return false;
            }
        }
        return start < to && to - start <= MAX_EXPONENT_DIGITS;
    }

    private static int exponent(byte[] text, int from, int to) {
        return Integer.parseInt(string(text, from, to));
    }
}
