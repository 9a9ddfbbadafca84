package io.tickpilot.bridge.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalSettingsTest {

    @Test
    void readsEveryKey() {
        Settings root = Settings.parse("""
                terminal: {account: a, currency: EUR, balance: 5, slippage-points: 1, max-deviation-points: 2,
                           commission-per-lot: 3, max-hold: 4m, max-open: 6, max-open-per-symbol: 7, seed: 8,
                           leverage: 30}
                """, Map.of());

        TerminalSettings settings = TerminalSettings.from(root);

        root.check();
        assertThat(settings)
                .isEqualTo(new TerminalSettings("a", "EUR", 5, 1, 2, 3, Duration.ofMinutes(4), 6, 7, 8, 30));
    }

    @Test
    void tradesOnPaperByDefault() {
        assertThat(TerminalSettings.defaults().account()).isEqualTo("paper-1");
        assertThat(TerminalSettings.defaults().currency()).isEqualTo("USD");
    }
}
