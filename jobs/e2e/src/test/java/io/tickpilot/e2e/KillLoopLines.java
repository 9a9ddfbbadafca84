package io.tickpilot.e2e;

import io.tickpilot.bridge.FaultProxy;
import io.tickpilot.bridge.FaultProxy.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The proxies between all parties. A line that goes to bridges has a proxy for each of them. */
final class KillLoopLines implements AutoCloseable {
    private final Map<Line, List<FaultProxy>> proxies = new EnumMap<>(Line.class);

    /** Who speaks with whom over it. */
    enum Line {
        FEED,
        TERMINAL,
        SIGNALS_TO_TERMINAL,
        WEBSOCKET_OF_TERMINAL,
        EXPERT,
        SIGNALS_TO_EXPERT,
        WEBSOCKET_OF_EXPERT,
        FAST_COPY_TO_JOB,
        SIGNALS_TO_BRIDGE,
        KAFKA
    }

    /** @param ports of the line's servers */
    void lay(Line line, long seed, List<Integer> ports) throws IOException {
        List<FaultProxy> laid = new ArrayList<>();
        for (int port : ports) {
            laid.add(new FaultProxy(port, seed + line.ordinal()));
        }
        proxies.put(line, laid);
    }

    void set(Line line, Fault fault) {
        at(line).forEach(proxy -> proxy.set(fault));
    }

    void heal() {
        proxies.keySet().forEach(line -> set(line, Fault.NONE));
    }

    /** Separated by commas. */
    String addresses(Line line) {
        return at(line).stream().map(FaultProxy::address).collect(Collectors.joining(","));
    }

    /** Separated by commas. */
    String webSockets(Line line) {
        return at(line).stream()
                .map(proxy -> "ws://127.0.0.1:" + proxy.port() + "/")
                .collect(Collectors.joining(","));
    }

    int port(Line line) {
        return at(line).get(0).port();
    }

    private List<FaultProxy> at(Line line) {
        return proxies.getOrDefault(line, List.of());
    }

    @Override
    public void close() throws IOException {
        for (List<FaultProxy> line : proxies.values()) {
            for (FaultProxy proxy : line) {
                proxy.close();
            }
        }
    }
}
