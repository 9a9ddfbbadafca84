package io.tickpilot.bridge;

import io.tickpilot.bridge.StandingCommands.Standing;
import io.tickpilot.core.event.Command;
import io.tickpilot.wire.proto.SavedCommand;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Of the commands given for all symbols those that a symbol which comes later must hear: whatever forbids, limits or values until
 * something ends it. What is done once is not among them: a symbol that was not there has nothing to close. Pure; one thread.
 */
final class StandingForAll {
    private static final Comparator<Standing> BY_PLACE = Comparator.comparingLong(Standing::logTimeMicros);

    private final StandingCommands standing;
    private long last;

    StandingForAll() {
        this(new StandingCommands());
    }

    private StandingForAll(StandingCommands standing) {
        this.standing = standing;
        standing.all().forEach(each -> last = Math.max(last, each.logTimeMicros()));
    }

    /**
     * Notes one symbol's copy.
     *
     * @param place among all that were given for all symbols: of two about the same thing the one with the higher place counts
     */
    void take(Command copy, long place) {
        last = Math.max(last, place);
        if (lasts(copy.kind())) {
            standing.take(copy.forSymbol(Command.ALL), place);
        }
    }

    /** Notes what others know. */
    void takeAll(StandingForAll other) {
        last = Math.max(last, other.last);
        inOrder(other.standing.all()).forEach(each -> standing.take(each.command(), each.logTimeMicros()));
    }

    /** Notes what others know of things about which nothing is known here. */
    void takeUnheardOf(StandingForAll other) {
        last = Math.max(last, other.last);
        inOrder(other.standing.all()).stream()
                .filter(each -> !standing.knows(each.command()))
                .forEach(each -> standing.take(each.command(), each.logTimeMicros()));
    }

    /** The log time for a command that comes in now, made to rise; for one that stands already the place that it has. */
    long place(Command command, long nowMicros) {
        Command forAll = command.forSymbol(Command.ALL);
        for (Standing each : standing.all()) {
            if (StandingCommands.id(each.command()).equals(StandingCommands.id(forAll))) {
                return each.logTimeMicros();
            }
        }
        return Math.max(last + 1, nowMicros);
    }

    /** What a symbol that comes now must hear, oldest first; each for {@code *}, with its place as log time. */
    List<Standing> inForce(long nowMicros) {
        List<Standing> all = inOrder(standing.all());
        return all.stream()
                .filter(each -> !isEnd(each.command().kind()))
                .filter(each -> endMicros(each) >= nowMicros)
                .filter(each -> all.stream().noneMatch(other -> endsAmongOthers(other, each)))
                .toList();
    }

    StandingForAll copy() {
        StandingForAll copy = new StandingForAll(standing.copy());
        copy.last = last;
        return copy;
    }

    List<SavedCommand> toWire() {
        return standing.toWire();
    }

    static StandingForAll fromWire(List<SavedCommand> saved) {
        return new StandingForAll(StandingCommands.fromWire(saved));
    }

    private static List<Standing> inOrder(Collection<Standing> all) {
        return all.stream().sorted(BY_PLACE).toList();
    }

    private static boolean lasts(Command.Kind kind) {
        return switch (kind) {
            case TIGHTEN_STOPS, REDUCE_POSITIONS, CLOSE_POSITIONS, REPORT_POSITIONS -> false;
            default -> true;
        };
    }

    private static boolean isEnd(Command.Kind kind) {
        return switch (kind) {
            case RESUME_STRATEGY, ENABLE_AGENT, UNBLOCK_ENTRIES, RESET_BREAKER, RESUME -> true;
            default -> false;
        };
    }

    /** A breaker of a symbol or strategy heals by itself, that of an account does not. */
    private static long endMicros(Standing each) {
        Command command = each.command();
        if (command.kind() == Command.Kind.TRIP_BREAKER && !command.target().startsWith(Command.ACCOUNT)) {
            long cooldown = StandingCommands.arguments(command).micros("cooldown", 0);
            return cooldown == 0 ? Long.MAX_VALUE : each.logTimeMicros() + cooldown;
        }
        return each.validUntilMicros();
    }

    /** Whether the first, which is for every strategy or agent, ended the second, which is for one. */
    private static boolean endsAmongOthers(Standing end, Standing begin) {
        String target = end.command().target();
        boolean every =
                switch (end.command().kind()) {
                    case RESUME_STRATEGY ->
                        target.equals(Command.ALL) && begin.command().kind() == Command.Kind.PAUSE_STRATEGY;
                    case ENABLE_AGENT ->
                        target.equals(Command.ALL) && begin.command().kind() == Command.Kind.DISABLE_AGENT;
                    case RESET_BREAKER ->
                        target.equals(Command.STRATEGY + Command.ALL)
                                && begin.command().kind() == Command.Kind.TRIP_BREAKER
                                && begin.command().target().startsWith(Command.STRATEGY);
                    default -> false;
                };
        return every && end.logTimeMicros() > begin.logTimeMicros();
    }
}
