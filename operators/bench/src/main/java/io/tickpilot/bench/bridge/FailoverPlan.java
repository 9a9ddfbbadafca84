package io.tickpilot.bench.bridge;

import java.time.Duration;

/**
 * What to fail.
 *
 * @param switches to the WebSocket, each followed by one back; half of them by lines that are cut, half by lines that fall silent
 * @param heartbeat of the terminal
 * @param failAfter without a word over ZeroMQ the terminal leaves it; {@code recoverAfter} of ZeroMQ being well it returns
 * @param kills of the active bridge
 * @param takeOverAfter of its silence the other takes over
 */
public record FailoverPlan(
        int switches,
        Duration heartbeat,
        Duration failAfter,
        Duration recoverAfter,
        int kills,
        Duration takeOverAfter) {}
