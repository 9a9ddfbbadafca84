package io.tickpilot.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void givesAFreePreferredPortAndTheNextOneWhenItIsTaken() throws Exception {
        int preferred = Ports.free(0);

        assertThat(Ports.free(preferred)).isEqualTo(preferred);
        try (ServerSocket taken = new ServerSocket(preferred, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.free(taken.getLocalPort())).isGreaterThan(preferred);
        }
    }

    @Test
    void leavesOutPortsOthersAreAboutToBind() {
        int preferred = Ports.free(0);

        assertThat(Ports.free(preferred, Set.of(preferred))).isGreaterThan(preferred);
        assertThat(Ports.free(0, Set.of(preferred))).isNotEqualTo(preferred);
    }
}
