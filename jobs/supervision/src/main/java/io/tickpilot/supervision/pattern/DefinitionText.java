package io.tickpilot.supervision.pattern;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A definition as JSON, which {@link PatternDefinition#parse} reads. */
final class DefinitionText {

    private DefinitionText() {}

    static String of(PatternDefinition definition) {
        String steps = definition.steps().stream().map(DefinitionText::step).collect(Collectors.joining(",", "[", "]"));
        String clear = definition.clearKind().isEmpty()
                ? ""
                : ",\"clear\":{\"event\":" + quoted(definition.clearKind()) + ",\"where\":"
                        + where(definition.clearWhere()) + "}";
        return "{\"id\":" + quoted(definition.id()) + ",\"on\":" + definition.on() + ",\"scope\":"
                + quoted(definition.perStrategy() ? "strategy" : "symbol") + ",\"steps\":" + steps + ",\"within\":"
                + span(definition.within()) + ",\"block\":" + span(definition.block()) + clear + "}";
    }

    private static String step(Step step) {
        return "{\"name\":" + quoted(step.name()) + ",\"event\":" + quoted(step.kind()) + ",\"where\":"
                + where(step.where()) + ",\"times\":" + step.times() + ",\"consecutive\":" + step.consecutive()
                + ",\"then\":"
                + quoted(step.then().name().toLowerCase(Locale.ROOT).replace('_', '-')) + "}";
    }

    private static String where(List<Comparison> comparisons) {
        return comparisons.stream().map(each -> quoted(each.written())).collect(Collectors.joining(",", "[", "]"));
    }

    private static String span(Duration duration) {
        return quoted(duration.toMillis() + "ms");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
