package io.tickpilot.bridge.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebSocketSettingsTest {

    @Test
    void isOpenOnTheLoopbackOnlyByDefault() {
        WebSocketSettings settings = WebSocketSettings.from(Settings.parse("", Map.of()));

        assertThat(settings.enabled()).isTrue();
        assertThat(settings.bind()).isEqualTo("127.0.0.1");
        assertThat(settings.tokens().proof()).isEqualTo(WebSocketSettings.Proof.NONE);
        assertThat(settings.admission().origins()).isEmpty();
    }

    @Test
    void beyondTheLoopbackItWantsTokensAndTls() {
        assertThat(faults("bind: 0.0.0.0"))
                .containsExactly(
                        "auth: must be hs256 or rs256 when bind is not the loopback: 0.0.0.0",
                        "tls-keystore: is required when bind is not the loopback: 0.0.0.0");
        assertThat(faults("{bind: 0.0.0.0, enabled: false}")).isEmpty();
        assertThat(faults("{bind: 0.0.0.0, auth: hs256, tls-keystore: k.p12}")).isEmpty();
        assertThat(faults("bind: '::1'")).isEmpty();
    }

    @Test
    void namesWhatIsWrong() {
        assertThat(faults("{auth: rs256, allow: [10.0.0.0/33, example.com]}"))
                .containsExactly(
                        "jwt-public-key: is required for rs256: nothing given",
                        "allow: must hold networks: is neither an address nor a network such as 10.1.0.0/16: 10.0.0.0/33");
    }

    private static List<String> faults(String yaml) {
        Settings root = Settings.parse(yaml, Map.of());
        WebSocketSettings.from(root);
        try {
            root.check();
            return List.of();
        } catch (ConfigException e) {
            return e.faults();
        }
    }
}
