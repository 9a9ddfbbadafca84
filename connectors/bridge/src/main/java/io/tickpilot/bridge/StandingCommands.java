package io.tickpilot.bridge;

import io.tickpilot.core.event.Arguments;
import io.tickpilot.core.event.Command;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.SavedCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of the commands it is told those still in force: a later one replaces the one before about the same thing. A terminal that was away
 * gets these. Pure; one thread.
 */
public final class StandingCommands {
    private static final Logger LOG = LoggerFactory.getLogger(StandingCommands.class);
    /** What is to be done once is not done later than this. */
    private static final long MOMENTARY_MICROS = TimeUnit.SECONDS.toMicros(60);
    /** The chain waits for the answer, which is as good when it comes late. */
    private static final long ASKED_MICROS = TimeUnit.DAYS.toMicros(1);
    /** An end is told for so long to a terminal that may have missed it. */
    private static final long ENDED_MICROS = TimeUnit.DAYS.toMicros(30);
    /** Beyond any sensible number; the oldest goes that does not kill. */
    private static final int KEPT = 4_096;

    private final Map<String, Standing> byKey = new LinkedHashMap<>();

    /**
     * A command in force.
     *
     * @param logTimeMicros of its place in the log
     */
    public record Standing(Command command, long logTimeMicros) {

        /** Log time after which it means nothing. */
        public long validUntilMicros() {
            return switch (command.kind()) {
                case TIGHTEN_STOPS, REDUCE_POSITIONS, CLOSE_POSITIONS -> logTimeMicros + MOMENTARY_MICROS;
                case REPORT_POSITIONS -> logTimeMicros + ASKED_MICROS;
                case UNBLOCK_ENTRIES, RESET_BREAKER, RESUME, RESUME_STRATEGY, ENABLE_AGENT ->
                    logTimeMicros + ENDED_MICROS;
                case BLOCK_ENTRIES, SET_LIMITS -> {
                    long until = arguments(command).micros("until", 0);
                    yield until == 0 ? Long.MAX_VALUE : until;
                }
                default -> Long.MAX_VALUE;
            };
        }
    }

    /** Of two commands with the same key the later one is in force. */
    public static String key(Command command) {
        String about = command.symbol() + ' ' + command.target();
        return switch (command.kind()) {
            case KILL, RESUME -> "kill " + about;
            case TRIP_BREAKER, RESET_BREAKER -> "breaker " + about;
            case BLOCK_ENTRIES, UNBLOCK_ENTRIES ->
                "block " + about + ' ' + arguments(command).text("id", "");
            case SET_LIMITS -> "limits " + about;
            case SET_RATE -> "rate " + about + ' ' + arguments(command).text("account-currency", "");
            case PAUSE_STRATEGY, RESUME_STRATEGY -> "pause " + about;
            case DISABLE_AGENT, ENABLE_AGENT -> "agent " + about;
            case REPORT_POSITIONS -> "positions " + about;
            default -> command.kind() + " " + id(command);
        };
    }

    /** The same for a repeated command, also in another stream. */
    public static String id(Command command) {
        return "command " + command.source() + ' ' + command.sourceSequence() + ' ' + command.symbol();
    }

    /** Commands are checked where they come in; one from before that check has none. */
    static Arguments arguments(Command command) {
        try {
            command.check();
            return command.arguments();
        } catch (IllegalArgumentException e) {
            return Arguments.parse("");
        }
    }

    /** One that is older than what is known of its thing changes nothing. */
    void take(Command command, long logTimeMicros) {
        Standing standing = new Standing(command, logTimeMicros);
        String key = key(command);
        Standing before = byKey.get(key);
        if (before != null && before.logTimeMicros() > logTimeMicros) {
            return;
        }
        byKey.remove(key);
        byKey.put(key, standing);
        byKey.values().removeIf(each -> each.validUntilMicros() < logTimeMicros);
        if (byKey.size() > KEPT) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        for (Iterator<Standing> each = byKey.values().iterator(); each.hasNext(); ) {
            Command command = each.next().command();
            if (command.kind() != Command.Kind.KILL) {
                LOG.warn("too many commands stand, one is forgotten: {}", key(command));
                each.remove();
                return;
            }
        }
    }

    /** Whether anything is known of what the command is about. */
    boolean knows(Command command) {
        return byKey.containsKey(key(command));
    }

    /** Oldest first. */
    Collection<Standing> all() {
        return List.copyOf(byKey.values());
    }

    StandingCommands copy() {
        StandingCommands copy = new StandingCommands();
        copy.byKey.putAll(byKey);
        return copy;
    }

    List<SavedCommand> toWire() {
        List<SavedCommand> saved = new ArrayList<>(byKey.size());
        byKey.values()
                .forEach(each -> saved.add(SavedCommand.newBuilder()
                        .setCommand(WireCodec.toWire(each.command()))
                        .setLogTimeMicros(each.logTimeMicros())
                        .build()));
        return saved;
    }

    /** What nobody can read any more is left out. */
    static StandingCommands fromWire(List<SavedCommand> saved) {
        StandingCommands standing = new StandingCommands();
        for (SavedCommand each : saved) {
            try {
                standing.take(WireCodec.toCore(each.getCommand()), each.getLogTimeMicros());
            } catch (WireException e) {
                LOG.warn("standing command skipped: {}", e.getMessage());
            }
        }
        return standing;
    }
}
