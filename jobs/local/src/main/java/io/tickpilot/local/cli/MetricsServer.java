package io.tickpilot.local.cli;

import com.sun.net.httpserver.HttpServer;
import io.tickpilot.core.config.ConfigException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Serves a text at {@code /metrics}, made anew for each request. */
final class MetricsServer implements AutoCloseable {
    private static final int BACKLOG = 16;

    private final HttpServer server;

    private MetricsServer(HttpServer server) {
        this.server = server;
    }

    /**
     * @param address such as {@code 127.0.0.1:9250}; port 0 is any free one
     * @throws ConfigException when it is none, or cannot be had
     */
    static MetricsServer start(String address, Supplier<String> text) {
        int colon = address.lastIndexOf(':');
        try {
            HttpServer server = HttpServer.create(
                    new InetSocketAddress(
                            address.substring(0, Math.max(0, colon)), Integer.parseInt(address.substring(colon + 1))),
                    BACKLOG);
            server.createContext("/metrics", exchange -> {
                byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                exchange.sendResponseHeaders(200, body.length);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            });
            server.start();
            return new MetricsServer(server);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException("--metrics: must be a free HOST:PORT such as 127.0.0.1:9250: " + address);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
