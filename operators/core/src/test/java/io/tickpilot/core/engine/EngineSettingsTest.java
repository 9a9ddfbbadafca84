package io.tickpilot.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.StrategySettings.Trigger;
import io.tickpilot.core.risk.PlanSettings.ExitRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineSettingsTest {

    @Test
    void anEmptyConfigurationIsOnePaperStrategyOfTheTechnicalAgentOverAllInstruments() {
        EngineSettings settings = read("");

        assertThat(settings.mode()).isEqualTo(EngineSettings.Mode.PAPER);
        assertThat(settings.agents()).containsExactly(new AgentSettings("technical", "models/technical"));
        assertThat(settings.strategies()).containsExactly(StrategySettings.DEFAULTS);
        assertThat(settings.strategies().get(0).trades("XAUUSD")).isTrue();
        assertThat(settings.agentsInUse()).containsExactly("technical");
    }

    @Test
    void theShippedStrategyFileSpellsOutTheDefaults() throws IOException {
        try (InputStream in = EngineSettings.class.getResourceAsStream("strategies.yaml")) {
            EngineSettings shipped = read(new String(in.readAllBytes(), StandardCharsets.UTF_8));

            assertThat(shipped.strategies()).containsExactly(StrategySettings.DEFAULTS);
            assertThat(shipped.agents()).isEqualTo(read("").agents());
            assertThat(shipped.mode()).isEqualTo(EngineSettings.Mode.PAPER);
        }
    }

    @Test
    void aStrategyOverridesWhatTheTopLevelSectionsSay() {
        EngineSettings settings = read("""
                mode: live
                gate: {confidence: 0.6, cooldown: 10s}
                agents: {technical: {}, forest: {model: elsewhere/forest}}
                strategies:
                  - name: fast
                    symbols: [EURUSD, XAUUSD]
                    agents: {technical: 2, forest: 1}
                    trigger: every
                    every: 250ms
                    timeframe: m5
                    signal-life: 2s
                    gate: {confidence: 0.9, max-spread-points: {XAUUSD: 50}}
                    plan: {exits: [{at: 1, close: 1}]}
                    risk: {conversion-rates: {JPY: 0.0067}}
                  - name: slow
                """);

        StrategySettings fast = settings.strategies().get(0);
        assertThat(settings.mode()).isEqualTo(EngineSettings.Mode.LIVE);
        assertThat(fast.trades("EURUSD")).isTrue();
        assertThat(fast.trades("GBPUSD")).isFalse();
        assertThat(fast.agents()).containsExactly(Map.entry("technical", 2.0), Map.entry("forest", 1.0));
        assertThat(fast.trigger()).isEqualTo(Trigger.EVERY);
        assertThat(fast.everyMicros()).isEqualTo(250_000);
        assertThat(fast.timeframe()).isEqualTo(Timeframe.M5);
        assertThat(fast.signalLifeMicros()).isEqualTo(2_000_000);
        assertThat(fast.gate().confidence()).isEqualTo(0.9);
        assertThat(fast.gate().cooldownMicros()).isEqualTo(10_000_000);
        assertThat(fast.gate().maxSpreadPoints()).containsExactly(Map.entry("XAUUSD", 50.0));
        assertThat(fast.plan().exits()).containsExactly(new ExitRule(1, 1, false));
        assertThat(fast.risk().conversionRates()).containsExactly(Map.entry("JPY", 0.0067));
        assertThat(settings.strategies().get(1).gate().confidence()).isEqualTo(0.6);
    }

    @Test
    void reportsAllFaultsOfAllStrategiesTogether() {
        assertThatThrownBy(() -> read("""
                        strategies:
                          - name: a
                            symbols: [EURUSD, NOSUCH]
                            agents: {oracle: 1}
                            every: 0
                          - name: a
                            agents: {}
                            gate: {min-atr-rank: 0.9, max-atr-rank: 0.1}
                          - plan: {exits: [{at: 0.8, close: 0.7}, {at: 0.5, close: 0.7}]}
                            risk: {kelly-cap: 1.5}
                            gat: {}
                        """)).isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.faults())
                .contains(
                        "strategies.0.symbols: must be an instrument: NOSUCH",
                        "strategies.0.agents: must be declared in the section agents at the top: oracle",
                        "strategies.0.every: must be longer than 0: 0us",
                        "strategies.1.name: must be unique among strategies: a",
                        "strategies.1.agents: must name at least one agent: none",
                        "strategies.1.gate.min-atr-rank: must not exceed max-atr-rank 0.1: 0.9",
                        "strategies.2.name: is required: nothing given",
                        "strategies.2.plan.exits.1.at: must be beyond the exit before it at 0.8: 0.5",
                        "strategies.2.plan.exits.1.close: must not add up to more than 1: 1.4",
                        "strategies.2.risk.kelly-cap: must be in [0, 1]: 1.5",
                        "strategies.2.gat: unknown key: did you mean strategies.2.gate?"));
    }

    @Test
    void travelsToTheTaskManagers() throws IOException {
        new ObjectOutputStream(new ByteArrayOutputStream())
                .writeObject(read("risk: {conversion-rates: {JPY: 0.0067}}"));
    }

    private static EngineSettings read(String yaml) {
        Settings root = Settings.parse(yaml, Map.of());
        EngineSettings settings = EngineSettings.from(root);
        root.check();
        return settings;
    }
}
