package io.tickpilot.supervision.pattern;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A definition as Flink CEP's own pattern, and the automaton that Flink compiles from it.
 *
 * @param skip what a match ends: nothing that it used begins another
 */
record CompiledPattern(PatternDefinition definition, NFA<Observation> automaton, AfterMatchSkipStrategy skip) {

    /** @throws Exception when Flink cannot open a condition */
    static CompiledPattern of(String text, RuntimeContext context) throws Exception {
        PatternDefinition definition = PatternDefinition.parse(text);
        NFA<Observation> automaton =
                NFACompiler.compileFactory(pattern(definition), false).createNFA();
        automaton.open(context, new Configuration());
        return new CompiledPattern(definition, automaton, AfterMatchSkipStrategy.skipPastLastEvent());
    }

    /** @throws org.apache.flink.cep.pattern.MalformedPatternException when Flink takes it for no pattern */
    static Pattern<Observation, ?> pattern(PatternDefinition definition) {
        Pattern<Observation, Observation> pattern = null;
        for (Step step : definition.steps()) {
            Pattern<Observation, Observation> begun = begin(pattern, step).where(new Where(step));
            if (step.times() > 1) {
                begun = begun.times(step.times());
                begun = step.consecutive() ? begun.consecutive() : begun;
            }
            pattern = begun;
        }
        if (pattern == null) {
            throw new IllegalStateException("pattern has no step: " + definition.id());
        }
        return definition.within().isZero() ? pattern : pattern.within(definition.within());
    }

    private static Pattern<Observation, Observation> begin(
            @Nullable Pattern<Observation, Observation> before, Step step) {
        if (before == null) {
            return Pattern.begin(step.name(), AfterMatchSkipStrategy.skipPastLastEvent());
        }
        return switch (step.then()) {
            case NEXT -> before.next(step.name());
            case FOLLOWED_BY -> before.followedBy(step.name());
            case NOT_NEXT -> before.notNext(step.name());
            case NOT_FOLLOWED_BY -> before.notFollowedBy(step.name());
        };
    }

    /** A step's kind and comparisons; those with an earlier step look at its last observation. */
    private static final class Where extends IterativeCondition<Observation> {
        private static final long serialVersionUID = 1L;

        private final Step step;

        Where(Step step) {
            this.step = step;
        }

        @Override
        public boolean filter(Observation observation, Context<Observation> context) throws Exception {
            if (!observation.kind().equals(step.kind())) {
                return false;
            }
            for (Comparison each : step.where()) {
                Observation earlier = each.step().isEmpty() ? null : last(context, each.step());
                if (!each.holds(observation, name -> earlier)) {
                    return false;
                }
            }
            return true;
        }

        private static @Nullable Observation last(Context<Observation> context, String name) throws Exception {
            Observation last = null;
            for (Observation each : context.getEventsForPattern(name)) {
                last = each;
            }
            return last;
        }
    }
}
