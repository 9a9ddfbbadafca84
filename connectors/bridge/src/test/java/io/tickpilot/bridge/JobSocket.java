package io.tickpilot.bridge;

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The hot job's way to hand its signals to a bridge. */
public final class JobSocket {
    private JobSocket() {}

    public static ZMQ.Socket connect(ZContext context, String signalsIn) {
        ZMQ.Socket push = context.createSocket(SocketType.PUSH);
        push.setHandshakeIvl(RawPeer.HANDSHAKE_MILLIS);
        push.connect(signalsIn);
        return push;
    }
}
