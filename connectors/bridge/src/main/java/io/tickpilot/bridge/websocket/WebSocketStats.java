package io.tickpilot.bridge.websocket;

import java.util.Map;

/**
 * Counters of a WebSocket door.
 *
 * @param clients connected now
 * @param connected clients let in since the start
 * @param received messages
 * @param throttled times a client was read more slowly because of its rate
 * @param refused attempts by cause
 */
public record WebSocketStats(int clients, long connected, long received, long throttled, Map<String, Long> refused) {}
