package io.tickpilot.bridge.websocket;

import io.tickpilot.core.event.Tick;
import io.tickpilot.wire.JsonForms;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.ServerMessage;
import io.tickpilot.wire.proto.TickBatch;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The JDK's own WebSocket client: another hand's reading of the standard. Blocking; reads on unless told not to. */
public final class JdkPeer implements WebSocket.Listener, AutoCloseable {
    private final LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final StringBuilder part = new StringBuilder();
    private final boolean reads;
    private final WebSocket socket;
    private volatile String closedWith = "";

    public JdkPeer(String address) {
        this(HttpClient.newHttpClient(), address, true, new String[0]);
    }

    static JdkPeer withToken(String address, String token) {
        return new JdkPeer(
                HttpClient.newHttpClient(), address, true, new String[] {"Authorization", "Bearer " + token});
    }

    /** Opens its connection and never reads. */
    static JdkPeer deaf(String address) {
        return new JdkPeer(HttpClient.newHttpClient(), address, false, new String[0]);
    }

    JdkPeer(HttpClient client, String address, boolean reads, String[] header) {
        this.reads = reads;
        WebSocket.Builder builder = client.newWebSocketBuilder();
        for (int i = 0; i < header.length; i += 2) {
            builder.header(header[i], header[i + 1]);
        }
        socket = builder.buildAsync(URI.create(address), this).join();
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        if (reads) {
            webSocket.request(1);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            texts.add(part.toString());
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
        closedWith = status + " " + reason;
        ended.countDown();
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closedWith = String.valueOf(error.getMessage());
        ended.countDown();
    }

    public void sendText(String text) {
        socket.sendText(text, true).join();
    }

    public void sendBinary(byte[] bytes) {
        socket.sendBinary(java.nio.ByteBuffer.wrap(bytes), true).join();
    }

    public void send(ClientMessage.Builder message) {
        sendText(JsonForms.encode(message.build()));
    }

    public void sendTicks(long request, Tick... ticks) {
        TickBatch.Builder batch = TickBatch.newBuilder();
        for (Tick tick : ticks) {
            batch.addTicks(WireCodec.toWire(tick));
        }
        send(ClientMessage.newBuilder().setRequest(request).setTicks(batch));
    }

    public String receiveText() throws InterruptedException {
        String text = texts.poll(10, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("nothing came within ten seconds; closed: " + closedWith);
        }
        return text;
    }

    /** The next answer; what is published in between is passed over. */
    public ServerMessage receiveAnswer() throws Exception {
        while (true) {
            ServerMessage message = JsonForms.decodeServerMessage(receiveText());
            if (!message.hasPublished()) {
                return message;
            }
        }
    }

    public ServerMessage receive() throws Exception {
        return JsonForms.decodeServerMessage(receiveText());
    }

    public int waiting() {
        return texts.size();
    }

    /** Status and reason, once the bridge has closed. */
    public String awaitClose() throws InterruptedException {
        if (!ended.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("connection is still open");
        }
        return closedWith;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
