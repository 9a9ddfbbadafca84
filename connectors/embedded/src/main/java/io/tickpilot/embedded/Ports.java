package io.tickpilot.embedded;

import io.tickpilot.core.config.ConfigException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/** Finds TCP ports of the loopback interface that nobody listens on. */
public final class Ports {
    private static final int MAX_PORT = 65_535;

    private Ports() {}

    /**
     * The preferred port, or the next free one above it. Nothing holds it after the call: bind it soon.
     *
     * @param preferred 0 for any free port
     * @throws ConfigException when none is free from there up
     */
    public static int free(int preferred) {
        return free(preferred, Set.of());
    }

    /** As {@link #free(int)}, leaving out ports that others are about to bind. */
    public static int free(int preferred, Set<Integer> taken) {
        if (preferred == 0) {
            return anyFree(taken);
        }
        for (int port = preferred; port <= MAX_PORT; port++) {
            if (!taken.contains(port) && canBind(port)) {
                return port;
            }
        }
        throw new ConfigException("port: no free port from here up: " + preferred);
    }

    private static int anyFree(Set<Integer> taken) {
        Set<Integer> tried = new HashSet<>();
        while (tried.size() <= taken.size()) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(loopback(0));
                if (!taken.contains(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
                tried.add(socket.getLocalPort());
            } catch (IOException e) {
                throw new ConfigException("port: this machine gives no free port: " + e.getMessage());
            }
        }
        return free(1024 + taken.size(), taken);
    }

    private static boolean canBind(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(loopback(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
