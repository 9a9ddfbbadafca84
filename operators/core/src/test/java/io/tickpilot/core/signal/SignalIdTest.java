package io.tickpilot.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignalIdTest {

    @Test
    void agreesWithSha256sum() {
        // printf 'scalper\0EURUSD\0mt4:17\0' | sha256sum | cut -c1-32
        assertThat(SignalId.of("scalper", "EURUSD", "mt4:17")).isEqualTo("8df92c376c88e99c69ee52fb914d471d");
    }

    @Test
    void differsWhereOnePartEndsInAnother() {
        assertThat(SignalId.of("ab", "c", "d")).isNotEqualTo(SignalId.of("a", "bc", "d"));
        assertThat(SignalId.of("a", "bc", "d")).isNotEqualTo(SignalId.of("a", "b", "cd"));
    }
}
