package io.tickpilot.bench.latency;

import java.util.Map;

/**
 * What the server measured of itself.
 *
 * @param job histograms of the hot job by name, over the last 10 to 20 seconds
 * @param signals published since the server's start; {@code journalFailures} as well
 * @param garbageMillis spent in {@code collections} since the server's start; {@code cpuMillis} of processor time
 */
public record ServerReport(
        Map<String, Percentiles> job,
        long signals,
        long journalFailures,
        long collections,
        long garbageMillis,
        long cpuMillis) {}
