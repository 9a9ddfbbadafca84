package io.tickpilot.core.engine;

import io.tickpilot.core.breaker.Breaker;
import io.tickpilot.core.breaker.Breaker.State;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.breaker.BreakerSettings;
import io.tickpilot.core.breaker.Cause;
import io.tickpilot.core.breaker.Watch;
import io.tickpilot.core.breaker.WatchSettings;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.core.signal.Vote;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The breakers of a symbol and of each strategy in it, and what feeds them. Every change is told. */
final class Watches {
    static final String SYMBOL = "symbol";
    static final String STRATEGY = "strategy:";

    private final Watch symbol;
    private final TreeMap<String, Watch> strategies = new TreeMap<>();

    Watches() {
        this(new Watch());
    }

    private Watches(Watch symbol) {
        this.symbol = symbol;
    }

    /** Something that may move a breaker. */
    private interface Move {
        /** @return whether it changed */
        boolean on(Watch watch, WatchSettings settings);
    }

    /** Forgets strategies that are gone and have nothing to remember. */
    void retain(Collection<String> names) {
        strategies
                .entrySet()
                .removeIf(e -> !names.contains(e.getKey()) && e.getValue().isIdle());
    }

    State state(String scope) {
        if (scope.equals(SYMBOL)) {
            return symbol.breaker().state();
        }
        Watch watch = strategies.get(scope.substring(STRATEGY.length()));
        return watch == null ? State.CLOSED : watch.breaker().state();
    }

    private Watch of(String strategy) {
        Watch watch = strategies.get(strategy);
        if (watch == null) {
            watch = new Watch();
            strategies.put(strategy, watch);
        }
        return watch;
    }

    private void both(String strategy, SafetySettings settings, Place place, Move move) {
        move(SYMBOL, symbol, settings.symbol(), place, "", "", move);
        move(STRATEGY + strategy, of(strategy), settings.strategy(), place, "", "", move);
    }

    private static void move(
            String scope, Watch watch, WatchSettings settings, Place place, String issuedBy, String why, Move move) {
        State before = watch.breaker().state();
        if (move.on(watch, settings)) {
            tell(scope, watch, before, place, issuedBy, why);
        }
    }

    private static void tell(String scope, Watch watch, State before, Place place, String issuedBy, String why) {
        Breaker breaker = watch.breaker();
        SequencedEvent event = place.event();
        place.listener()
                .onBreakerChange(new BreakerChange(
                        event.symbol(),
                        scope,
                        before,
                        breaker.state(),
                        breaker.cause(),
                        watch.value(),
                        watch.limit(),
                        breaker.falls(),
                        breaker.untilMicros(),
                        issuedBy,
                        why,
                        event.partition(),
                        event.epoch(),
                        event.sequence(),
                        place.nowMicros()));
    }

    /** Lets time pass for all of them. */
    void advance(SafetySettings settings, Place place) {
        advance(SYMBOL, symbol, settings.symbol(), place);
        for (Map.Entry<String, Watch> entry : strategies.entrySet()) {
            if (entry.getValue().breaker().state() != State.CLOSED) {
                advance(STRATEGY + entry.getKey(), entry.getValue(), settings.strategy(), place);
            }
        }
    }

    /** Lets time pass for those a strategy asks. */
    void advance(String strategy, SafetySettings settings, Place place) {
        advance(SYMBOL, symbol, settings.symbol(), place);
        Watch watch = strategies.get(strategy);
        if (watch != null) {
            advance(STRATEGY + strategy, watch, settings.strategy(), place);
        }
    }

    private static void advance(String scope, Watch watch, WatchSettings settings, Place place) {
        State before = watch.breaker().state();
        if (before != State.CLOSED && watch.breaker().advance(place.nowMicros(), settings.breaker())) {
            tell(scope, watch, before, place, "", "");
        }
    }

    /** @param silenceMicros since the symbol's last tick */
    void onSilence(long silenceMicros, SafetySettings settings, Place place) {
        if (silenceMicros >= settings.symbol().feedStallMicros()) {
            move(
                    SYMBOL,
                    symbol,
                    settings.symbol(),
                    place,
                    "",
                    "",
                    (watch, limits) -> watch.onSilence(silenceMicros, place.nowMicros(), limits));
        }
    }

    void onVotes(String strategy, List<Vote> votes, SafetySettings settings, Place place) {
        if (votes.size() > 1) {
            both(strategy, settings, place, (watch, limits) -> watch.onVotes(votes, place.nowMicros(), limits));
        }
    }

    void onSignal(Signal signal, long deadlineMicros, SafetySettings settings, Place place) {
        both(signal.decision().strategy(), settings, place, (watch, limits) -> {
            watch.breaker().probe(signal.id(), deadlineMicros);
            return watch.onSignal(place.nowMicros(), limits);
        });
    }

    void onOpened(String strategy, String signalId, SafetySettings settings, Place place) {
        both(strategy, settings, place, (watch, limits) -> watch.onOrder(false, place.nowMicros(), limits));
        both(strategy, settings, place, (watch, limits) -> watch.breaker().opened(signalId, limits.breaker()));
    }

    /** @param counts whether the broker is to blame */
    void onRefused(String strategy, String signalId, boolean counts, SafetySettings settings, Place place) {
        if (!counts) {
            both(strategy, settings, place, (watch, limits) -> {
                watch.breaker().lost(signalId);
                return false;
            });
            return;
        }
        both(strategy, settings, place, (watch, limits) -> watch.breaker()
                .refused(signalId, place.nowMicros(), limits.breaker()));
        both(strategy, settings, place, (watch, limits) -> watch.onOrder(true, place.nowMicros(), limits));
    }

    void onProfit(String strategy, String account, double profit, double equity, SafetySettings settings, Place place) {
        both(
                strategy,
                settings,
                place,
                (watch, limits) -> watch.onProfit(account, profit, equity, place.nowMicros(), limits));
    }

    /** A trade is over, heard of the first time. */
    void onOutcome(String strategy, String signalId, double profit, SafetySettings settings, Place place) {
        both(strategy, settings, place, (watch, limits) -> watch.breaker()
                .closed(signalId, profit >= 0, place.nowMicros(), limits.breaker()));
        both(strategy, settings, place, (watch, limits) -> watch.onOutcome(profit, place.nowMicros(), limits));
    }

    /** Nobody saw how a trade ended. */
    void onLost(String strategy, String signalId, SafetySettings settings, Place place) {
        onRefused(strategy, signalId, false, settings, place);
    }

    /**
     * {@code breaker:symbol}, {@code breaker:strategy}: seconds until half-open against 0, or, half-open, the probes there were against those
     * allowed.
     */
    void rejections(String strategy, SafetySettings settings, long nowMicros, List<Rejection> into) {
        reject("breaker:symbol", symbol, settings.symbol().breaker(), nowMicros, into);
        Watch watch = strategies.get(strategy);
        if (watch != null) {
            reject("breaker:strategy", watch, settings.strategy().breaker(), nowMicros, into);
        }
    }

    private static void reject(
            String check, Watch watch, BreakerSettings settings, long nowMicros, List<Rejection> into) {
        Breaker breaker = watch.breaker();
        if (!breaker.admits(settings)) {
            into.add(
                    breaker.state() == State.OPEN
                            ? new Rejection(check, (breaker.untilMicros() - nowMicros) / 1e6, 0)
                            : new Rejection(check, breaker.probes(), settings.probes()));
        }
    }

    /** Multiplier of the size: that of probes while a breaker is half-open. */
    double size(String strategy, SafetySettings settings) {
        Watch watch = strategies.get(strategy);
        double size = watch == null ? 1 : size(watch, settings.strategy());
        return Math.min(size, size(symbol, settings.symbol()));
    }

    private static double size(Watch watch, WatchSettings settings) {
        return watch.breaker().state() == State.CLOSED ? 1 : settings.breaker().probeSize();
    }

    /** @return breakers meant */
    int trip(Command command, Collection<String> names, SafetySettings settings, Place place) {
        Cause cause = Cause.ofCommand(command);
        long cooldown = command.arguments().micros("cooldown", 0);
        return command(
                command,
                names,
                settings,
                place,
                (watch, limits) -> watch.trip(cause, cooldown, place.nowMicros(), limits));
    }

    int reset(Command command, Collection<String> names, SafetySettings settings, Place place) {
        return command(command, names, settings, place, (watch, limits) -> watch.reset());
    }

    private int command(Command command, Collection<String> names, SafetySettings settings, Place place, Move move) {
        String target = command.target();
        if (target.equals(SYMBOL)) {
            move(SYMBOL, symbol, settings.symbol(), place, command.issuedBy(), command.why(), move);
            return 1;
        }
        String named = target.substring(STRATEGY.length());
        int matched = 0;
        for (String name : names) {
            if (named.equals(Command.ALL) || named.equals(name)) {
                move(STRATEGY + name, of(name), settings.strategy(), place, command.issuedBy(), command.why(), move);
                matched++;
            }
        }
        return matched;
    }

    void writeTo(DataOutput out) throws IOException {
        symbol.writeTo(out);
        out.writeInt(strategies.size());
        for (Map.Entry<String, Watch> entry : strategies.entrySet()) {
            out.writeUTF(entry.getKey());
            entry.getValue().writeTo(out);
        }
    }

    static Watches readFrom(DataInput in) throws IOException {
        Watches result = new Watches(Watch.readFrom(in));
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            result.strategies.put(in.readUTF(), Watch.readFrom(in));
        }
        return result;
    }
}
