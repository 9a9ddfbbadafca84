package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickpilot.bridge.curve.GuardSettings;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BridgeSettingsTest {

    @Test
    void listensOnLoopbackByDefault() {
        BridgeSettings settings = BridgeSettings.defaults();

        assertThat(settings.bind()).isEqualTo("127.0.0.1");
        assertThat(settings.ports()).isEqualTo(new BridgeSettings.Ports(5555, 5556, 5558, 5559, 5557));
        assertThat(settings.partitions()).isEqualTo(64);
        assertThat(settings.clockInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.journal()).isEqualTo(BridgeSettings.JournalMode.ASYNC);
        assertThat(settings.succession())
                .isEqualTo(new BridgeSettings.Succession(
                        BridgeSettings.Role.ACTIVE, Duration.ofSeconds(3), BridgeSettings.Share.ALL));
    }

    @Test
    void readsEveryKey() {
        Settings root = Settings.parse("""
                bridge: {bind: 0.0.0.0, signals-port: 1, control-port: 2, fast-copy-port: 3, signals-in-port: 4,
                         journal: first, partitions: 16, clock-interval: 250ms, clock: market, recover-records: 7,
                         websocket: {enabled: false, port: 5},
                         role: standby, take-over-after: 700ms, shares: 4, share: 3,
                         curve: required, keys: /etc/keys, allow: [10.0.0.0/8],
                         limits: {max-frame: 2000, max-connections: 8, max-connections-per-address: 7,
                                  messages-per-second: 6, bytes-per-second: 5000, max-unacknowledged: 4, events-per-day: 3}}
                kafka: {bootstrap: 'broker:9092'}
                """, Map.of());

        BridgeSettings settings = BridgeSettings.from(root);

        root.check();
        assertThat(settings)
                .isEqualTo(new BridgeSettings(
                        "0.0.0.0",
                        new BridgeSettings.Ports(1, 2, 3, 4, 5),
                        BridgeSettings.JournalMode.FIRST,
                        16,
                        Duration.ofMillis(250),
                        BridgeSettings.ClockMode.MARKET,
                        7,
                        new BridgeSettings.Succession(
                                BridgeSettings.Role.STANDBY, Duration.ofMillis(700), new BridgeSettings.Share(3, 4)),
                        BridgeSettings.defaults().webSocket().disabled(),
                        new GuardSettings(
                                GuardSettings.Curve.REQUIRED,
                                "/etc/keys",
                                List.of("10.0.0.0/8"),
                                new GuardSettings.Limits(2_000, 8, 7, 6, 5_000, 4, 3)),
                        "broker:9092"));
    }

    @Test
    void namesWhatIsWrong() {
        Settings root = Settings.parse("bridge: {journal: never, control-prt: 3}", Map.of());
        BridgeSettings.from(root);

        assertThatExceptionOfType(ConfigException.class).isThrownBy(root::check).satisfies(e -> assertThat(e.faults())
                .containsExactly(
                        "bridge.journal: must be one of async, first: never",
                        "bridge.control-prt: unknown key: did you mean bridge.control-port?"));
    }
}
