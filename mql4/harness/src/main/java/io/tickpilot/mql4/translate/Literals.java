package io.tickpilot.mql4.translate;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** MQL4's constants in C++. */
final class Literals {
    private Literals() {}

    static String cpp(Token token) {
        return switch (token.kind()) {
            case STRING -> "u" + token.text() + "_text";
            case CHARACTER -> character(token);
            case DATE -> date(token);
            case COLOR -> color(token);
            case NUMBER -> number(token);
            default -> throw new IllegalArgumentException("no literal: " + token.text());
        };
    }

    private static String inside(Token token) {
        int open = token.text().indexOf('\'');
        return token.text().substring(open + 1, token.text().length() - 1);
    }

    /** MQL4 numbers take no suffix but {@code f}; what does not fit an int is a long. */
    private static String number(Token token) {
        String text = token.text();
        boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
        boolean whole = hexadecimal || text.chars().allMatch(Character::isDigit);
        if (!whole) {
            return text;
        }
        try {
            long value = hexadecimal ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseUnsignedLong(text);
            if (value >= 0 && value <= Integer.MAX_VALUE) {
                return Long.toString(value);
            }
            if (value > 0 && value <= 0xFFFFFFFFL) {
                return hexadecimal ? "0x" + Long.toHexString(value) + "U" : "mql::Long(" + value + ")";
            }
            return value >= 0 ? "mql::Long(" + value + ")" : "mql::ULong(" + Long.toUnsignedString(value) + "U)";
        } catch (NumberFormatException e) {
            throw new MqlException(token.place(), "no number of MQL4: " + text);
        }
    }

    private static String character(Token token) {
        String text = inside(token);
        if (text.length() == 1) {
            return Integer.toString(text.charAt(0));
        }
        if (text.length() < 2 || text.charAt(0) != '\\') {
            throw new MqlException(token.place(), "a character constant holds one character: " + token.text());
        }
        char kind = text.charAt(1);
        int at = "ntr0\\'\"".indexOf(kind);
        if (text.length() == 2 && at >= 0) {
            return Integer.toString("\n\t\r\0\\'\"".charAt(at));
        }
        if (kind == 'x' || kind == 'X') {
            return Integer.toString(Integer.parseInt(text.substring(2), 16));
        }
        throw new MqlException(token.place(), "unknown character constant: " + token.text());
    }

    /** {@code C'r,g,b'}: red is the lowest byte. */
    private static String color(Token token) {
        String[] parts = inside(token).split(",");
        if (parts.length != 3) {
            throw new MqlException(token.place(), "a colour has three parts: " + token.text());
        }
        int value = 0;
        for (int i = 0; i < 3; i++) {
            value |= (Integer.decode(parts[i].strip()) & 0xFF) << 8 * i;
        }
        return "mql::Color(" + value + ")";
    }

    /** {@code D'yyyy.mm.dd [hh:mi[:ss]]'}, the parts of the day optional. */
    private static String date(Token token) {
        String[] parts = inside(token).strip().split("[ .:]+");
        int[] numbers = {1970, 1, 1, 0, 0, 0};
        try {
            for (int i = 0; i < parts.length && i < numbers.length; i++) {
                numbers[i] = Integer.parseInt(parts[i]);
            }
            boolean dayFirst = parts.length > 2 && parts[0].length() <= 2;
            LocalDateTime time = LocalDateTime.of(
                    dayFirst ? numbers[2] : numbers[0],
                    numbers[1],
                    dayFirst ? numbers[0] : numbers[2],
                    numbers[3],
                    numbers[4],
                    numbers[5]);
            return "mql::DateTime(" + time.toEpochSecond(ZoneOffset.UTC) + "LL)";
        } catch (DateTimeException | NumberFormatException e) {
            throw new MqlException(token.place(), "no date of MQL4: " + token.text());
        }
    }
}
