package io.tickpilot.flink.connector.zeromq;

import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Curve.KeyPair;

/** Keys of a server and of one client of it. */
public final class TestKeys {
    private final KeyPair server = ZMQ.Curve.generateKeyPair();
    private final KeyPair client = ZMQ.Curve.generateKeyPair();

    public CurveKeys ofServer() {
        return CurveKeys.ofServer(server.publicKey, server.secretKey);
    }

    public CurveKeys ofClient() {
        return CurveKeys.ofClient(server.publicKey, client.publicKey, client.secretKey);
    }

    /** Has taken another server's public key for this one's. */
    public CurveKeys ofMistakenClient() {
        return CurveKeys.ofClient(client.publicKey, client.publicKey, client.secretKey);
    }

    /** Makes a test's own socket the server; before it binds. */
    public void serve(ZMQ.Socket socket) {
        socket.setCurveServer(true);
        socket.setCurvePublicKey(ZMQ.Curve.z85Decode(server.publicKey));
        socket.setCurveSecretKey(ZMQ.Curve.z85Decode(server.secretKey));
    }

    /** Makes a test's own socket the client; before it connects. */
    public void use(ZMQ.Socket socket) {
        socket.setCurveServerKey(ZMQ.Curve.z85Decode(server.publicKey));
        socket.setCurvePublicKey(ZMQ.Curve.z85Decode(client.publicKey));
        socket.setCurveSecretKey(ZMQ.Curve.z85Decode(client.secretKey));
    }
}
