package io.tickpilot.supervision.pattern;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.supervision.pattern.Step.Then;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.cep.pattern.MalformedPatternException;
import org.jspecify.annotations.Nullable;

/**
 * A pattern as it is written, in the configuration or on the topic {@code patterns}.
 *
 * @param text what it was read from: a definition that is written otherwise is another one
 * @param on whether it is watched
 * @param perStrategy whether what belongs to each strategy is watched apart, or all of a symbol together
 * @param within from the first to the last observation; zero: no limit
 * @param block for how long entries are blocked after it; zero: until it is cleared
 * @param clearKind kind of an observation that ends it, empty for none; {@code clearWhere} as of a step
 */
public record PatternDefinition(
        String id,
        String text,
        boolean on,
        boolean perStrategy,
        List<Step> steps,
        Duration within,
        Duration block,
        String clearKind,
        List<Comparison> clearWhere) {

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,48}");
    private static final int MOST_TIMES = 1_000;
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * @param yaml as in the README; JSON is YAML
     * @throws io.tickpilot.core.config.ConfigException naming all that is wrong with it
     */
    public static PatternDefinition parse(String yaml) {
        Settings root = Settings.parse(yaml, Map.of());
        PatternDefinition definition = from(root, yaml);
        root.check();
        return definition;
    }

    /** As {@link #parse}, and sure that Flink takes it for a pattern. */
    public static PatternDefinition checked(String yaml) {
        PatternDefinition definition = parse(yaml);
        try {
            CompiledPattern.pattern(definition);
        } catch (MalformedPatternException e) {
            throw new ConfigException("steps: " + e.getMessage());
        }
        return definition;
    }

    /** The same, not watched. */
    public PatternDefinition switchedOff() {
        return parse(DefinitionText.of(
                new PatternDefinition(id, "", false, perStrategy, steps, within, block, clearKind, clearWhere)));
    }

    static PatternDefinition from(Settings root, String text) {
        String id = root.required("id");
        if (!id.isBlank() && !ID.matcher(id).matches()) {
            root.fault("id", "must be 1 to 48 of a-z, 0-9 and -", id);
        }
        boolean perStrategy = root.choice("scope", Scope.class, Scope.SYMBOL) == Scope.STRATEGY;
        List<Step> steps = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Settings each : root.list("steps")) {
            Step step = step(each, names);
            if (!names.add(step.name())) {
                each.fault("name", "must differ from those before", step.name());
            }
            steps.add(step);
        }
        Duration within = root.duration("within", Duration.ZERO);
        checkEnds(root, steps, within);
        Duration block = root.duration("block", Duration.ofMinutes(5));
        Settings clear = root.section("clear");
        String clearKind = clear.text("event", "");
        if (block.isZero() && clearKind.isEmpty()) {
            root.fault("block", "must be above 0 where no clear.event ends it", "0");
        }
        if (block.compareTo(DAY) > 0) {
            root.fault("block", "must be at most 1d", block);
        }
        return new PatternDefinition(
                id,
                text,
                root.bool("on", true),
                perStrategy,
                List.copyOf(steps),
                within,
                block,
                clearKind,
                comparisons(clear, Set.of()));
    }

    private enum Scope {
        SYMBOL,
        STRATEGY
    }

    private static void checkEnds(Settings root, List<Step> steps, Duration within) {
        if (steps.isEmpty()) {
            root.fault("steps", "must name at least one step", "none");
            return;
        }
        if (isNot(steps.get(0))) {
            root.fault(
                    "steps",
                    "must not begin with a step that is not to come",
                    steps.get(0).name());
        }
        Step last = steps.get(steps.size() - 1);
        if (last.then() == Then.NOT_NEXT || (last.then() == Then.NOT_FOLLOWED_BY && within.isZero())) {
            root.fault(
                    "steps",
                    "may end with not-followed-by where within is above 0, and with no other not",
                    last.name());
        }
    }

    private static boolean isNot(Step step) {
        return step.then() == Then.NOT_NEXT || step.then() == Then.NOT_FOLLOWED_BY;
    }

    private static Step step(Settings written, Set<String> earlier) {
        Step step = new Step(
                written.required("name"),
                written.required("event"),
                comparisons(written, earlier),
                written.integer("times", 1, 1, MOST_TIMES),
                written.bool("consecutive", true),
                written.choice("then", Then.class, Then.FOLLOWED_BY));
        if (isNot(step) && step.times() > 1) {
            written.fault("times", "must be 1 for what is not to come", step.times());
        }
        return step;
    }

    private static List<Comparison> comparisons(Settings written, Set<String> earlier) {
        List<Comparison> comparisons = new ArrayList<>();
        for (String each : written.texts("where", List.of())) {
            try {
                Comparison comparison = Comparison.parse(each);
                if (!comparison.step().isEmpty() && !earlier.contains(comparison.step())) {
                    written.fault("where", "must speak of an earlier step", each);
                }
                comparisons.add(comparison);
            } catch (IllegalArgumentException e) {
                written.fault("where", String.valueOf(e.getMessage()), each);
            }
        }
        return List.copyOf(comparisons);
    }

    /** Whether observations of the kind concern it. */
    boolean watches(String kind) {
        return clearKind.equals(kind)
                || steps.stream().anyMatch(step -> step.kind().equals(kind));
    }

    /** Whether this observation ends what the pattern has opened. */
    boolean isClearedBy(Observation observation) {
        return observation.kind().equals(clearKind)
                && clearWhere.stream().allMatch(each -> each.holds(observation, step -> null));
    }

    /** Whether it is one that a step takes, not only what ends it. */
    boolean isStep(Observation observation) {
        return steps.stream().anyMatch(step -> step.kind().equals(observation.kind()));
    }

    /** Of what the observation belongs to; null when the pattern is about strategies and it belongs to none. */
    @Nullable
    String key(Observation observation) {
        if (perStrategy && observation.strategy().isEmpty()) {
            return null;
        }
        return id + '|' + observation.symbol() + '|' + (perStrategy ? observation.strategy() : "");
    }
}
