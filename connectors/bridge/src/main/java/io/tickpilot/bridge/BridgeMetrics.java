package io.tickpilot.bridge;

import io.tickpilot.bridge.websocket.WebSocketStats;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A bridge's counters in Prometheus' text form, version 0.0.4. */
final class BridgeMetrics {
    private static final String PREFIX = "tickpilot_bridge_";
    private static final double MICROS = 1e6;

    private final StringBuilder text = new StringBuilder();

    private BridgeMetrics() {}

    /** @param webSocket null when that door is closed */
    static String text(
            BridgeStats.Snapshot stats,
            List<ClientHealth> clients,
            Map<String, Long> refused,
            int connections,
            @Nullable WebSocketStats webSocket) {
        BridgeMetrics metrics = new BridgeMetrics();
        metrics.counters(stats);
        metrics.gauge("connections", "Open ZeroMQ connections.", connections);
        metrics.gauge("epoch", "Epoch of the log.", stats.epoch());
        metrics.head("refused_total", "counter", "What the doors refused, by door and cause.");
        metrics.refused("zeromq", refused);
        if (webSocket != null) {
            metrics.refused("websocket", webSocket.refused());
            metrics.webSocket(webSocket);
        }
        metrics.latency(
                "received_to_journaled_seconds", "Request in to acknowledgement out.", stats.receivedToJournaled());
        metrics.latency(
                "received_to_signal_seconds", "Input in to the signal it caused out.", stats.receivedToSignal());
        metrics.clients(clients);
        return metrics.text.toString();
    }

    private void counters(BridgeStats.Snapshot stats) {
        counter("ticks_total", "Ticks sequenced, resends not counted.", stats.ticks());
        counter("trade_reports_total", "Trade reports sequenced.", stats.tradeReports());
        counter(
                "other_events_total",
                "All other events sequenced: prints, news, commands, reports of positions and accounts.",
                stats.otherEvents());
        counter("duplicates_total", "Events that were in the log already.", stats.duplicates());
        counter("malformed_total", "Frames that could not be decoded.", stats.malformed());
        counter("requests_refused_total", "Requests decoded and not accepted.", stats.refused());
        counter("slowed_total", "Messages not taken because their client sent too much.", stats.slowed());
        counter("too_early_total", "Requests not taken because one before them was missing.", stats.tooEarly());
        counter("acks_total", "Requests confirmed.", stats.acks());
        counter("signals_total", "Signals sent to terminals.", stats.signalsOut());
        counter("commands_total", "Commands sent to terminals.", stats.commandsOut());
        counter("signal_duplicates_total", "Signals that came again.", stats.signalDuplicates());
        counter("signals_expired_total", "Signals that came too late.", stats.signalsExpired());
        counter(
                "signals_crowded_out_total",
                "Signals that could not be replayed although valid: too many were at once.",
                stats.signalsCrowdedOut());
        counter("replayed_total", "Signals and commands sent again on request.", stats.replayed());
        counter("journal_failures_total", "Times Kafka failed.", stats.journalFailures());
    }

    private void refused(String door, Map<String, Long> byCause) {
        byCause.forEach(
                (cause, count) -> line("refused_total", "door=" + quoted(door) + ",cause=" + quoted(cause), count));
    }

    private void webSocket(WebSocketStats stats) {
        gauge("websocket_clients", "WebSocket clients connected.", stats.clients());
        counter("websocket_connected_total", "WebSocket clients let in.", stats.connected());
        counter("websocket_messages_total", "Messages taken over WebSocket.", stats.received());
        counter("websocket_throttled_total", "Times a WebSocket client was read more slowly.", stats.throttled());
    }

    private void clients(List<ClientHealth> clients) {
        perClient(clients, "connected", "gauge", "Whether the client was heard of lately.", c -> c.connected() ? 1 : 0);
        perClient(
                clients,
                "last_seen_timestamp_seconds",
                "gauge",
                "When the client was heard of last.",
                c -> c.lastSeenMicros() / MICROS);
        perClient(
                clients,
                "round_trip_seconds",
                "gauge",
                "Of the client's last heartbeat; NaN before.",
                c -> c.roundTripMicros() < 0 ? Double.NaN : c.roundTripMicros() / MICROS);
        perClient(
                clients,
                "clock_offset_seconds",
                "gauge",
                "The client's clock minus the bridge's.",
                c -> c.offsetMicros() / MICROS);
        perClient(clients, "unacknowledged", "gauge", "Requests that wait for the journal.", c -> c.unacknowledged());
        perClient(clients, "messages_total", "counter", "Messages taken.", c -> c.messages());
        perClient(clients, "bytes_total", "counter", "Bytes taken.", c -> c.bytes());
        perClient(clients, "events_total", "counter", "Events for the log.", c -> c.events());
        perClient(clients, "slowed_total", "counter", "Messages not taken, too many.", c -> c.slowed());
        perClient(clients, "refused_total", "counter", "Requests its role does not allow.", c -> c.refused());
    }

    private void perClient(
            List<ClientHealth> clients, String name, String type, String help, ToDoubleFunction<ClientHealth> value) {
        head("client_" + name, type, help);
        Map<String, ClientHealth> newest = new LinkedHashMap<>();
        for (ClientHealth client : clients) {
            // A client without a key that connected anew has two sessions for a while, and a series may be told once.
            newest.merge(labels(client), client, (a, b) -> a.lastSeenMicros() > b.lastSeenMicros() ? a : b);
        }
        newest.forEach((labels, client) -> line("client_" + name, labels, value.applyAsDouble(client)));
    }

    private static String labels(ClientHealth client) {
        return "client=" + quoted(client.name()) + ",role=" + quoted(client.role()) + ",address="
                + quoted(client.address());
    }

    private void latency(String name, String help, Latency.Snapshot latency) {
        head(name, "summary", help);
        if (latency.count() > 0) {
            line(name, "quantile=\"0.5\"", latency.p50() / MICROS);
            line(name, "quantile=\"0.95\"", latency.p95() / MICROS);
            line(name, "quantile=\"0.99\"", latency.p99() / MICROS);
        }
        line(name + "_count", "", latency.count());
    }

    private void counter(String name, String help, long value) {
        head(name, "counter", help);
        line(name, "", value);
    }

    private void gauge(String name, String help, double value) {
        head(name, "gauge", help);
        line(name, "", value);
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
        text.append("# TYPE ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
    }

    private void line(String name, String labels, double value) {
        text.append(PREFIX).append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append(number(value)).append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%d", (long) value)
                : Double.toString(value);
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
