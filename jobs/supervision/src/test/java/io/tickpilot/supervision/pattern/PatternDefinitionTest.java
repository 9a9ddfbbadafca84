package io.tickpilot.supervision.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.supervision.SupervisionSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternDefinitionTest {
    private static final String SOUND =
            "{id: a, within: 5s, block: 1m, steps: [{name: x, event: e, where: ['v > 1']}, {name: y, event: e, where: ['v > x.v'], then: next}]}";

    @Test
    void readsEveryKey() {
        PatternDefinition definition = PatternDefinition.parse("""
                id: a
                on: false
                scope: strategy
                steps:
                  - {name: x, event: e, where: ["v > 1", 'reason starts "k"'], times: 3, consecutive: false}
                  - {name: y, event: f, then: not-followed-by}
                within: 5s
                block: 1m
                clear: {event: g, where: ["v < 1"]}
                """);

        assertThat(definition.on()).isFalse();
        assertThat(definition.perStrategy()).isTrue();
        assertThat(definition.within()).isEqualTo(Duration.ofSeconds(5));
        assertThat(definition.block()).isEqualTo(Duration.ofMinutes(1));
        assertThat(definition.steps().get(0).times()).isEqualTo(3);
        assertThat(definition.steps().get(0).consecutive()).isFalse();
        assertThat(definition.steps().get(0).where()).hasSize(2);
        assertThat(definition.steps().get(1).then()).isEqualTo(Step.Then.NOT_FOLLOWED_BY);
        assertThat(definition.watches("e")).isTrue();
        assertThat(definition.watches("g")).isTrue();
        assertThat(definition.watches("h")).isFalse();
    }

    @Test
    void thePatternsThatComeWithItAreSoundForFlink() {
        Map<String, String> shipped = SupervisionSettings.shipped();

        assertThat(shipped)
                .containsOnlyKeys(
                        "losses-in-a-row",
                        "spread-then-volatility",
                        "flash-move",
                        "flip-flop",
                        "reject-burst",
                        "feed-stall");
        shipped.values()
                .forEach(text -> assertThat(PatternRouter.accepted(text)).isNotNull());
    }

    @Test
    void onlyTheSwitchDiffersInADefinitionSwitchedOff() {
        for (String text : SupervisionSettings.shipped().values()) {
            PatternDefinition definition = PatternDefinition.parse(text);

            PatternDefinition off = definition.switchedOff();

            assertThat(off.on()).isFalse();
            assertThat(off)
                    .usingRecursiveComparison()
                    .ignoringFields("text", "on")
                    .isEqualTo(definition);
            assertThat(PatternDefinition.parse(off.text())).isEqualTo(off);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id: a|id: 'A b'|id: must be 1 to 48 of a-z, 0-9 and -: A b",
                "v > 1|v >> 1|steps.0.where: has an operator that is unknown for numbers: >>",
                "v > 1|v > soon|steps.0.where: has a value that is no number, \"text\" or STEP.FIELD: soon",
                "v > x.v|v > z.v|steps.1.where: must speak of an earlier step",
                "v > 1|v|steps.0.where: must be FIELD OPERATOR VALUE: v",
                "then: next|then: not-next|steps: may end with not-followed-by",
                "name: y|name: x|steps.1.name: must differ from those before: x",
                "block: 1m|block: 0s|block: must be above 0 where no clear.event ends it: 0",
                "block: 1m|block: 2d|block: must be at most 1d",
                "within: 5s|wihtin: 5s|wihtin: ",
            })
    void namesWhatIsWrong(String sound, String wrong, String fault) {
        String text = SOUND.replace(sound, wrong);

        assertThat(text).isNotEqualTo(SOUND);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> PatternDefinition.parse(text))
                .satisfies(e -> assertThat(e.faults()).anyMatch(each -> each.startsWith(fault)));
    }
}
