package io.tickpilot.bridge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    @Test
    void holdsTheAddressesOfItsNetworks() throws UnknownHostException {
        Networks networks = Networks.of(List.of("10.1.0.0/16", "192.168.7.9", "fd00::/8", "172.16.0.0/12"));

        assertThat(networks.contains(address("10.1.255.3"))).isTrue();
        assertThat(networks.contains(address("10.2.0.0"))).isFalse();
        assertThat(networks.contains(address("192.168.7.9"))).isTrue();
        assertThat(networks.contains(address("192.168.7.8"))).isFalse();
        assertThat(networks.contains(address("172.31.0.1"))).isTrue();
        assertThat(networks.contains(address("172.32.0.1"))).isFalse();
        assertThat(networks.contains(address("fd12::1"))).isTrue();
        assertThat(networks.contains(address("fe80::1"))).isFalse();
    }

    @Test
    void anEmptyListHoldsAll() throws UnknownHostException {
        assertThat(Networks.of(List.of()).contains(address("8.8.8.8"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.com", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "fd00::/129", "/8"})
    void refusesWhatIsNoNetwork(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Networks.of(List.of(text)));
    }

    @Test
    void knowsTheLoopback() {
        assertThat(List.of("127.0.0.1", "127.8.8.8", "localhost", "::1")).allMatch(Networks::isLoopback);
        assertThat(List.of("0.0.0.0", "::", "10.0.0.1", "example.com", "*", "")).noneMatch(Networks::isLoopback);
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }
}
