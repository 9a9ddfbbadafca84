package io.tickpilot.bench.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** The ports of a bridge that comes back to them after it was killed. */
record Seat(List<Integer> taken) {
    private static final String[] KEYS = {"signals-port", "control-port", "fast-copy-port", "signals-in-port"};

    static Seat free() {
        List<Integer> ports = new ArrayList<>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < KEYS.length; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                ports.add(socket.getLocalPort());
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
        return new Seat(ports);
    }

    /** As YAML, with the names of section {@code bridge}. */
    String ports() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < KEYS.length; i++) {
            text.append(i == 0 ? "" : ", ").append(KEYS[i]).append(": ").append(taken.get(i));
        }
        return text.toString();
    }
}
