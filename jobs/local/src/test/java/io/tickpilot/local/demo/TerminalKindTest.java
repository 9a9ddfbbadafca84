package io.tickpilot.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalKindTest {

    @Test
    void javaIsTheDefaultAndAsksNothingOfTheMachine() {
        TerminalKind kind = DemoSettings.from(Settings.parse("", Map.of())).terminal();

        assertThat(kind.chosen(() -> {
                    throw new AssertionError("asked");
                }))
                .isEqualTo(TerminalKind.JAVA);
    }

    @Test
    void autoTakesTheExpertAdvisorWhereItCanRun() {
        assertThat(TerminalKind.AUTO.chosen(() -> "")).isEqualTo(TerminalKind.EA);
        assertThat(TerminalKind.AUTO.chosen(() -> "g++")).isEqualTo(TerminalKind.JAVA);
    }

    @Test
    void tellsWhatTheExpertAdvisorNeeds() {
        assertThat(TerminalKind.EA.chosen(() -> "")).isEqualTo(TerminalKind.EA);
        assertThatThrownBy(() -> TerminalKind.EA.chosen(() -> "g++, which is missing"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("demo.terminal: ea needs g++, which is missing");
    }
}
