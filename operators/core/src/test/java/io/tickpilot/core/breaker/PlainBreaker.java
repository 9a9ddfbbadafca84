package io.tickpilot.core.breaker;

import io.tickpilot.core.breaker.Breaker.State;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The breaker once more, state by state as a table has it; every step makes a new one. */
record PlainBreaker(
        State state, Cause cause, long until, int falls, int passed, Map<String, Long> waiting, Set<String> open) {
    private static final long BASE = 100;
    private static final long MOST = 350;
    private static final List<Long> COOLDOWNS = List.of(BASE, 2 * BASE, MOST, MOST, MOST, MOST, MOST, MOST, MOST, MOST);

    static PlainBreaker start() {
        return closed(Cause.MANUAL);
    }

    static BreakerSettings settings(int probes) {
        return new BreakerSettings(BASE, MOST, probes, 0.25);
    }

    private static PlainBreaker closed(Cause last) {
        return new PlainBreaker(State.CLOSED, last, 0, 0, 0, Map.of(), Set.of());
    }

    private static PlainBreaker opened(Cause cause, long until, int falls) {
        return new PlainBreaker(State.OPEN, cause, until, falls, 0, Map.of(), Set.of());
    }

    PlainBreaker trip(Cause why, long cooldown, long now) {
        return switch (state) {
            case CLOSED -> opened(why, now + (cooldown > 0 ? cooldown : BASE), 0);
            case OPEN -> {
                long other = now + (cooldown > 0 ? cooldown : COOLDOWNS.get(falls));
                yield other > until ? opened(why, other, falls) : this;
            }
            case HALF_OPEN -> opened(why, now + (cooldown > 0 ? cooldown : COOLDOWNS.get(falls + 1)), falls + 1);
        };
    }

    PlainBreaker advance(long now) {
        if (state == State.OPEN && now >= until) {
            return new PlainBreaker(State.HALF_OPEN, cause, now + COOLDOWNS.get(falls), falls, 0, Map.of(), Set.of());
        }
        if (state == State.HALF_OPEN && now >= until && cause.heals()) {
            return closed(cause);
        }
        if (state == State.HALF_OPEN) {
            Map<String, Long> left = new TreeMap<>(waiting);
            left.values().removeIf(deadline -> deadline < now);
            return with(passed, left, open);
        }
        return this;
    }

    boolean admits(int probes) {
        return switch (state) {
            case CLOSED -> true;
            case OPEN -> false;
            case HALF_OPEN -> passed + waiting.size() + open.size() < probes;
        };
    }

    PlainBreaker probe(String id, long deadline) {
        if (state != State.HALF_OPEN) {
            return this;
        }
        Map<String, Long> more = new TreeMap<>(waiting);
        more.put(id, deadline);
        return with(passed, more, open);
    }

    PlainBreaker fill(String id, int probes) {
        if (!waiting.containsKey(id)) {
            return this;
        }
        if (cause == Cause.REJECTS) {
            return pass(id, probes);
        }
        Set<String> more = new TreeSet<>(open);
        more.add(id);
        PlainBreaker without = without(id);
        return without.with(passed, without.waiting, more);
    }

    PlainBreaker refuse(String id, long now) {
        if (!knows(id)) {
            return this;
        }
        return cause == Cause.REJECTS ? opened(cause, now + COOLDOWNS.get(falls + 1), falls + 1) : without(id);
    }

    PlainBreaker end(String id, boolean won, long now, int probes) {
        if (!knows(id)) {
            return this;
        }
        return won ? pass(id, probes) : opened(cause, now + COOLDOWNS.get(falls + 1), falls + 1);
    }

    PlainBreaker lose(String id) {
        return knows(id) ? without(id) : this;
    }

    PlainBreaker reset() {
        return closed(cause);
    }

    private boolean knows(String id) {
        return waiting.containsKey(id) || open.contains(id);
    }

    private PlainBreaker pass(String id, int probes) {
        PlainBreaker without = without(id);
        return passed + 1 >= probes ? closed(cause) : without.with(passed + 1, without.waiting, without.open);
    }

    private PlainBreaker without(String id) {
        Map<String, Long> left = new TreeMap<>(waiting);
        left.remove(id);
        Set<String> stillOpen = new TreeSet<>(open);
        stillOpen.remove(id);
        return with(passed, left, stillOpen);
    }

    private PlainBreaker with(int nowPassed, Map<String, Long> nowWaiting, Set<String> nowOpen) {
        return new PlainBreaker(state, cause, until, falls, nowPassed, nowWaiting, nowOpen);
    }
}
