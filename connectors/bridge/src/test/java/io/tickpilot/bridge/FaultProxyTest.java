package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that notes each byte it gets, behind the proxy. */
class FaultProxyTest {
    private final List<Integer> arrived = new CopyOnWriteArrayList<>();
    private ServerSocket server;
    private FaultProxy proxy;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = new FaultProxy(server.getLocalPort(), 1);
        Thread accepting = new Thread(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    Thread reading = new Thread(() -> note(socket));
                    reading.setDaemon(true);
                    reading.start();
                }
            } catch (IOException e) {
                // Closed at the end.
            }
        });
        accepting.setDaemon(true);
        accepting.start();
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    private void note(Socket socket) {
        try (socket) {
            for (int value = socket.getInputStream().read();
                    value >= 0;
                    value = socket.getInputStream().read()) {
                arrived.add(value);
            }
        } catch (IOException e) {
            // Ended by the proxy.
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static void send(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
    }

    private void awaitArrival(Integer... values) {
        await().untilAsserted(() -> assertThat(arrived).containsExactly(values));
    }

    @Test
    void aHalfOpenLineSwallowsWithoutAWordAndEndsWhenItIsWellAgain() throws Exception {
        Socket client = connect();
        send(client, 1);
        awaitArrival(1);

        proxy.set(FaultProxy.Fault.SILENT);
        send(client, 2);
        TimeUnit.MILLISECONDS.sleep(100);
        assertThat(client.getInputStream().available()).isZero();
        proxy.set(FaultProxy.Fault.NONE);

        assertThat(client.getInputStream().read()).isEqualTo(-1);
        send(connect(), 3);
        awaitArrival(1, 3);
    }

    @Test
    void aDroppingLineLosesWhatIsUnderWayAndEnds() throws Exception {
        Socket client = connect();
        send(client, 1);
        awaitArrival(1);

        proxy.set(FaultProxy.Fault.DROP);
        send(client, 2);

        assertThat(client.getInputStream().read()).isEqualTo(-1);
        assertThat(arrived).containsExactly(1);
    }

    @Test
    void aSlowLineLosesNothing() throws Exception {
        proxy.set(FaultProxy.Fault.DELAY);
        Socket client = connect();
        send(client, 1);
        awaitArrival(1);
        proxy.set(FaultProxy.Fault.THROTTLE);
        send(client, 2);
        send(client, 3);

        awaitArrival(1, 2, 3);
    }

    @Test
    void whatAnOldConnectionCarriedComesAfterTheNewOne() throws Exception {
        Socket client = connect();
        send(client, 1);
        awaitArrival(1);

        proxy.set(FaultProxy.Fault.OVERTAKE);
        send(client, 2);
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        send(connect(), 3);

        awaitArrival(1, 3, 2);
    }

    @Test
    void aCutLineTakesNobody() throws Exception {
        proxy.set(FaultProxy.Fault.CUT);

        assertThat(connect().getInputStream().read()).isEqualTo(-1);
    }
}
