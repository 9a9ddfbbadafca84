package io.tickpilot.flink.connector.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveKeysTest {
    private final CurveKeys keys = new TestKeys().ofClient();

    @ParameterizedTest
    @ValueSource(strings = {"", "tooshort", "\"quotesAreNoCharactersOfZ85..............."})
    void refusesWhatIsNoKeyWithoutShowingIt(String key) {
        assertThatThrownBy(() -> CurveKeys.ofServer(keys.publicKey(), key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("secret key must be 40 characters of Z85: length=" + key.length());
    }

    @Test
    void keepsItsSecretOutOfItsText() {
        assertThat(keys.toString()).contains(keys.publicKey()).doesNotContain(keys.secretKey());
    }
}
