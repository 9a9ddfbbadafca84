package io.tickpilot.bridge;

import static io.tickpilot.bridge.Connections.Place.IN_ORDER;
import static io.tickpilot.bridge.Connections.Place.NOT_GREETED;
import static io.tickpilot.bridge.Connections.Place.TOO_EARLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.Connections.Connection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private final Connections connections = new Connections();
    private final Connection connection = connections.seen(new byte[] {1}, 0);

    @Test
    void takesNothingOfAnOlderConnectionUntilItIsToldWhereToGoOn() {
        assertThat(connection.place(7)).isEqualTo(NOT_GREETED);

        connection.greeted(5);

        assertThat(connection.place(7)).isEqualTo(TOO_EARLY);
        assertThat(connection.place(5)).isEqualTo(IN_ORDER);
        assertThat(connection.place(6)).isEqualTo(IN_ORDER);
        assertThat(connection.place(7)).isEqualTo(IN_ORDER);
    }

    @Test
    void takesRepeatsBecauseTheLogKnowsThem() {
        connection.greeted(1);
        connection.place(1);
        connection.place(2);

        assertThat(connection.place(1)).isEqualTo(IN_ORDER);
        assertThat(connection.place(3)).isEqualTo(IN_ORDER);
    }

    @Test
    void aLateGreetingTakesNothingBack() {
        connection.greeted(1);
        connection.place(1);
        connection.place(2);
        connection.greeted(1);

        assertThat(connection.place(3)).isEqualTo(IN_ORDER);
    }

    @Test
    void whoeverWasKnownMustGreetAgainWhenAllIsForgotten() {
        connection.greeted(1);
        connection.place(1);

        connections.forgetAll();

        assertThat(connections.seen(new byte[] {1}, 0).place(2)).isEqualTo(NOT_GREETED);
    }

    @Test
    void asksNothingOfClientsWithoutOrder() {
        assertThat(connection.place(0)).isEqualTo(IN_ORDER);
    }

    @Test
    void forgetsWhoIsSilentAndKnowsTheOthersAgain() {
        connections.seen(new byte[] {2}, TimeUnit.SECONDS.toNanos(8));

        assertThat(connections.forget(TimeUnit.SECONDS.toNanos(11))).isEqualTo(1);
        assertThat(connections.seen(new byte[] {2}, 0)).isNotSameAs(connections.seen(new byte[] {1}, 0));
        assertThat(connections.seen(new byte[] {1}, 0)).isNotSameAs(connection);
    }
}
