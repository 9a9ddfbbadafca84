package io.tickpilot.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.breaker.BreakerSettings;
import io.tickpilot.core.breaker.WatchSettings;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.risk.Reconciliation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetySettingsTest {

    @Test
    void watchesAndReconcilesUnlessToldOtherwise() {
        SafetySettings settings = read("");

        assertThat(settings.symbol()).isEqualTo(WatchSettings.SYMBOL);
        assertThat(settings.strategy()).isEqualTo(WatchSettings.STRATEGY);
        assertThat(settings.reconcile()).isEqualTo(Reconciliation.Mode.REQUIRED);
    }

    @Test
    void readsEveryKey() {
        WatchSettings strategy = read("""
                        breakers:
                          strategy: {losses: 3, daily-loss: 0.01, drawdown: 0.04, reject-share: 0.3, rejects-of: 7, signals: 9,
                            signal-window: 2m, disagreement: 0.5, feed-stall: 1m, feed-cooldown: 3s, cooldown: 1m,
                            max-cooldown: 2m, probes: 2, probe-size: 0.5}
                        reconcile: off
                        """).strategy();

        assertThat(strategy)
                .isEqualTo(new WatchSettings(
                        new BreakerSettings(60_000_000, 120_000_000, 2, 0.5),
                        3,
                        0.01,
                        0.04,
                        0.3,
                        7,
                        9,
                        120_000_000,
                        0.5,
                        60_000_000,
                        3_000_000));
    }

    @Test
    void refusesACooldownAboveItsBoundAndAnUnknownKey() {
        assertThatThrownBy(() -> read("breakers: {symbol: {cooldown: 2h, max-cooldown: 1h}}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("breakers.symbol.cooldown: must not exceed max-cooldown");
        assertThatThrownBy(() -> read("breakers: {strategy: {loses: 3}}"))
                .hasMessageContaining("breakers.strategy.loses: unknown key: did you mean breakers.strategy.losses?");
    }

    /** What the explained configuration says are the defaults. */
    @Test
    void theExplainedConfigurationTellsTheDefaults() throws IOException {
        Path explained = Path.of("../../conf/tickpilot.yaml");
        Settings root = Settings.parse(Files.readString(explained), Map.of());
        EngineSettings settings = EngineSettings.from(root);

        assertThat(settings.safety()).isEqualTo(read(""));
    }

    private static SafetySettings read(String yaml) {
        Settings root = Settings.parse(yaml, Map.of());
        EngineSettings settings = EngineSettings.from(root);
        root.check();
        return settings.safety();
    }
}
