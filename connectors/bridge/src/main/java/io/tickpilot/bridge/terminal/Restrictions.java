package io.tickpilot.bridge.terminal;

import io.tickpilot.core.event.Arguments;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.signal.Signal;
import java.util.Map;
import java.util.TreeMap;

/** What the server keeps this terminal from opening. Not thread-safe. */
final class Restrictions {
    private final String account;
    /** By symbol and what each is about. */
    private final Map<String, Restriction> standing = new TreeMap<>();

    /**
     * @param reason that a signal is refused with
     * @param strategy that is meant, {@code *} for all
     * @param untilMicros market time at which it ends, {@link Long#MAX_VALUE}: not by itself
     * @param lots most that a signal may have
     */
    private record Restriction(String symbol, String reason, String strategy, long untilMicros, double lots) {
        boolean keepsBack(Signal signal, long nowMicros) {
            return symbol.equals(signal.decision().symbol())
                    && nowMicros < untilMicros
                    && (strategy.equals(Command.ALL)
                            || strategy.equals(signal.decision().strategy()))
                    && signal.plan().lots() > lots;
        }
    }

    Restrictions(String account) {
        this.account = account;
    }

    /** Commands that are about something else, or another account, change nothing. */
    void take(Command command) {
        if (command.target().startsWith(Command.ACCOUNT) && !command.meansAccount(account)) {
            return;
        }
        Arguments arguments = command.arguments();
        String about = command.symbol() + ' ' + command.target() + ' ';
        switch (command.kind()) {
            case KILL -> put(about + "kill", command, "kill", Command.ALL, Long.MAX_VALUE, 0);
            case RESUME -> standing.remove(about + "kill");
            case TRIP_BREAKER -> {
                String target = command.target();
                boolean one = target.startsWith(Command.STRATEGY);
                String strategy = one ? target.substring(Command.STRATEGY.length()) : Command.ALL;
                long cooldown = arguments.micros("cooldown", 0);
                long until = cooldown == 0 ? Long.MAX_VALUE : command.eventTimeMicros() + cooldown;
                put(about + "breaker", command, "breaker:" + target, strategy, until, 0);
            }
            case RESET_BREAKER -> standing.remove(about + "breaker");
            case BLOCK_ENTRIES -> {
                String id = arguments.text("id");
                long until = arguments.micros("until", 0);
                put(
                        about + "block " + id,
                        command,
                        "blocked:" + id,
                        command.target(),
                        until == 0 ? Long.MAX_VALUE : until,
                        0);
            }
            case UNBLOCK_ENTRIES -> standing.remove(about + "block " + arguments.text("id"));
            case SET_LIMITS -> {
                double lots = arguments.number("max-lots", 0, Double.MAX_VALUE, Double.MAX_VALUE);
                put(about + "limits", command, "limits", Command.ALL, Long.MAX_VALUE, lots);
            }
            default -> {
                // Keeps nothing back.
            }
        }
    }

    private void put(String key, Command command, String reason, String strategy, long untilMicros, double lots) {
        standing.put(key, new Restriction(command.symbol(), reason, strategy, untilMicros, lots));
    }

    /** Why a signal may not be traded, empty when it may. */
    String refusal(Signal signal, long nowMicros) {
        standing.values().removeIf(each -> nowMicros >= each.untilMicros());
        for (Restriction each : standing.values()) {
            if (each.keepsBack(signal, nowMicros)) {
                return each.reason();
            }
        }
        return "";
    }
}
