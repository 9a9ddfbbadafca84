package io.tickpilot.local.ea;

import io.tickpilot.mql4.TerminalLine;

/** What happens in the simulated terminal, as a person reads it. */
public final class ExpertLine {
    private ExpertLine() {}

    /** One line, or an empty text for what tells nothing new. */
    public static String text(TerminalLine line) {
        return switch (line.word()) {
            case "PRINT" -> line.text("text");
            case "ALERT" -> "alert: " + line.text("text");
            case "WARN" -> "terminal: " + line.text("text");
            case "EVENT" -> event(line);
            default -> "";
        };
    }

    private static String event(TerminalLine line) {
        return switch (line.name()) {
            case "OPEN" -> "broker: opened " + order(line) + " at " + line.text("price") + levels(line);
            case "MODIFY" -> "broker: changed " + order(line) + levels(line);
            case "CLOSE" -> closed(line);
            case "REFUSED" -> "broker: refused " + line.text("operation") + " with error " + line.text("error");
            case "SWAP" -> "broker: swap of #" + line.text("ticket") + " is " + line.text("swap");
            case "FATAL" -> "the Expert Advisor died: " + line.text("text") + " at " + line.text("at");
            default -> "";
        };
    }

    private static String closed(TerminalLine line) {
        double money = line.number("profit") + line.number("commission") + line.number("swap");
        String rest = line.text("remainder").equals("0") ? "" : ", the rest is #" + line.text("remainder");
        return "broker: closed " + order(line) + " at " + line.text("close") + " by " + by(line.text("why"))
                + String.format(java.util.Locale.ROOT, ": %+.2f", money) + rest + ", balance " + line.text("balance");
    }

    private static String by(String why) {
        return switch (why) {
            case "ea" -> "the Expert Advisor";
            case "sl" -> "stop loss";
            case "tp" -> "take profit";
            case "so" -> "stop-out";
            default -> why;
        };
    }

    private static String order(TerminalLine line) {
        String side = line.text("type").equals("0") ? "BUY" : "SELL";
        return "#" + line.text("ticket") + " " + side + " " + line.text("lots") + " " + line.text("symbol");
    }

    private static String levels(TerminalLine line) {
        return ", stop " + line.text("sl") + ", target " + line.text("tp");
    }
}
