package io.tickpilot.bridge;

import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Finds a port to listen on. */
final class Bind {
    private static final int TRIES = 64;

    private Bind() {}

    /**
     * @param port 0 for any free one; a taken one gives way to the next
     * @return the bound address
     * @throws BridgeException when no port can be had at that address
     */
    static String at(ZMQ.Socket socket, String host, int port) {
        int tries = port == 0 ? 1 : TRIES;
        ZMQException last = null;
        for (int i = 0; i < tries && port + i <= 65_535; i++) {
            try {
                socket.bind("tcp://" + host + ":" + (port == 0 ? "*" : port + i));
                return socket.getLastEndpoint();
            } catch (ZMQException e) {
                last = e;
                if (e.getErrorCode() != ZMQ.Error.EADDRINUSE.getCode()) {
                    break;
                }
            }
        }
        String why = last == null
                ? "no port left"
                : ZMQ.Error.findByCode(last.getErrorCode()).getMessage();
        throw new BridgeException("bridge: cannot listen: " + host + ":" + port + ": " + why);
    }
}
