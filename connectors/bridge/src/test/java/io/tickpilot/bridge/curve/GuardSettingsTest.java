package io.tickpilot.bridge.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardSettingsTest {

    @Test
    void withoutKeysNothingListensBeyondTheLoopback() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read("bridge: {bind: 0.0.0.0}"))
                .withMessageContaining("bridge.curve: must be required, or allow must name networks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bridge: {bind: 127.0.0.1}",
                "bridge: {bind: '::1'}",
                "bridge: {bind: localhost}",
                "bridge: {bind: 0.0.0.0, curve: required}",
                "bridge: {bind: 0.0.0.0, allow: [10.0.0.0/8]}"
            })
    void theLoopbackKeysOrNamedNetworksAreWellConfigured(String yaml) {
        assertThatNoException().isThrownBy(() -> read(yaml));
    }

    @Test
    void whatIsNoNetworkIsRefused() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read("bridge: {allow: [example.org]}"))
                .withMessageContaining("bridge.allow");
    }

    @Test
    void limitsAreGenerousUnlessSet() {
        GuardSettings settings =
                read("bridge: {limits: {messages-per-second: 5}}").guard();

        assertThat(settings.limits().messagesPerSecond()).isEqualTo(5);
        assertThat(settings.limits().frameBytes()).isEqualTo(1 << 20);
    }

    private static BridgeSettings read(String yaml) {
        Settings root = Settings.parse(yaml, Map.of());
        BridgeSettings settings = BridgeSettings.from(root);
        root.check();
        return settings;
    }
}
