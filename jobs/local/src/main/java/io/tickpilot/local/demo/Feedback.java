package io.tickpilot.local.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tickpilot.core.breaker.Breaker.State;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Vote;
import io.tickpilot.wire.proto.PatternChange.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What trades change in what is decided: weights of agents, breakers, and signals kept back. Not thread-safe. */
final class Feedback {
    private static final List<String> HALTS = List.of("breaker:", "blocked:", "kill");

    /** Strategy, agent. */
    private final Map<String, Map<String, Shares>> weights = new TreeMap<>();
    /** By check. */
    private final Map<String, Long> keptBack = new TreeMap<>();

    private long opened;
    private long halfOpen;
    private long closed;
    private long blocks;
    private long halted;

    /** Of one agent: the first that was told, and the newest of each symbol. */
    private static final class Shares {
        private final Map<String, Double> newest = new TreeMap<>();
        private final double first;

        Shares(double first) {
            this.first = first;
        }

        Weight weight() {
            return new Weight(
                    first,
                    newest.values().stream().mapToDouble(d -> d).min().orElse(first),
                    newest.values().stream().mapToDouble(d -> d).max().orElse(first));
        }
    }

    /**
     * An agent's share of a strategy's vote.
     *
     * @param first before any evidence
     * @param lowest now, of all symbols; {@code highest} as well
     */
    public record Weight(
            @JsonProperty("first") double first,
            @JsonProperty("lowest") double lowest,
            @JsonProperty("highest") double highest) {

        /** How far trades have driven symbols apart. */
        @JsonProperty("spread")
        public double spread() {
            return highest - lowest;
        }
    }

    /** How often a breaker of any scope became so. */
    public record Moves(
            @JsonProperty("opened") long opened,
            @JsonProperty("half_open") long halfOpen,
            @JsonProperty("closed") long closed) {}

    /** The same decision told twice must be handed over once. */
    void take(Decision decision) {
        boolean isHalted = false;
        for (Rejection rejection : decision.rejections()) {
            keptBack.merge(rejection.check(), 1L, Long::sum);
            isHalted |= HALTS.stream().anyMatch(rejection.check()::startsWith);
        }
        halted += isHalted ? 1 : 0;
        // Where one abstains the others' shares say nothing of their performance.
        if (decision.votes().stream().allMatch(vote -> vote.abstention().isEmpty())) {
            Map<String, Shares> agents = weights.computeIfAbsent(decision.strategy(), name -> new TreeMap<>());
            for (Vote vote : decision.votes()) {
                agents.computeIfAbsent(vote.agent(), agent -> new Shares(vote.weight()))
                        .newest
                        .put(decision.symbol(), vote.weight());
            }
        }
    }

    void take(BreakerChange change) {
        opened += change.to() == State.OPEN && change.from() != State.OPEN ? 1 : 0;
        halfOpen += change.to() == State.HALF_OPEN ? 1 : 0;
        closed += change.to() == State.CLOSED ? 1 : 0;
    }

    void take(Stage stage) {
        blocks += stage == Stage.OPENED ? 1 : 0;
    }

    /** By strategy and agent. */
    Map<String, Map<String, Weight>> weights() {
        Map<String, Map<String, Weight>> all = new TreeMap<>();
        weights.forEach((strategy, agents) -> {
            Map<String, Weight> shares = new TreeMap<>();
            agents.forEach((agent, share) -> shares.put(agent, share.weight()));
            all.put(strategy, shares);
        });
        return all;
    }

    Moves breakers() {
        return new Moves(opened, halfOpen, closed);
    }

    /** Times that a pattern began to keep signals back. */
    long blocks() {
        return blocks;
    }

    /** Decisions that a check rejected, by check; one that several rejected counts for each. */
    Map<String, Long> keptBack() {
        return new TreeMap<>(keptBack);
    }

    /** A line for each strategy with several agents, one for what was halted. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        weights().forEach((strategy, agents) -> {
            if (agents.size() > 1) {
                StringBuilder line = new StringBuilder("weights of " + strategy + ":");
                agents.forEach((agent, weight) -> line.append(String.format(
                        Locale.ROOT,
                        "  %s %.1f %% to %.1f %% (began with %.1f)",
                        agent,
                        100 * weight.lowest(),
                        100 * weight.highest(),
                        100 * weight.first())));
                lines.add(line.toString());
            }
        });
        lines.add(String.format(
                Locale.ROOT,
                "breakers opened %d, half-open %d, closed %d   patterns matched %d   signals they kept back %d",
                opened,
                halfOpen,
                closed,
                blocks,
                halted));
        return lines;
    }
}
