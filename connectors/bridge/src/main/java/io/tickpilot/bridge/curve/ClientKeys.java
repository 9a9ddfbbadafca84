package io.tickpilot.bridge.curve;

import org.zeromq.ZMQ;

/**
 * What a client needs to come to a bridge that wants keys.
 *
 * @param serverKey the bridge's public key, by which the client knows it
 * @param own the client's pair, by which the bridge knows the client
 */
public record ClientKeys(String serverKey, KeyPair own) {
    public ClientKeys {
        KeyPair.check("server", serverKey);
    }

    /** Before the socket connects. */
    public void protect(ZMQ.Socket socket) {
        socket.setCurvePublicKey(ZMQ.Curve.z85Decode(own.publicKey()));
        socket.setCurveSecretKey(ZMQ.Curve.z85Decode(own.secretKey()));
        socket.setCurveServerKey(ZMQ.Curve.z85Decode(serverKey));
    }
}
