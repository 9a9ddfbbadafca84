package io.tickpilot.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickpilot.local.cluster.FlinkRest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks Flink's REST interface for what the view shows: stage latencies and restarts of a job. */
final class JobMetrics {
    private static final Pattern LATENCY =
            Pattern.compile("(?:.*\\.)?stage\\.(\\w+)\\.latencyNanos_(p50|median|p95|p99|max)");
    private static final double NANOS_PER_MICRO = 1_000;

    private final FlinkRest rest;

    JobMetrics(String url) {
        this.rest = new FlinkRest(url);
    }

    /** Percentiles of each stage, the slowest subtask's; empty while the job has none yet. */
    Map<String, Percentiles> latencies(String jobId) {
        Map<String, Map<String, Double>> byStage = new TreeMap<>();
        for (JsonNode vertex : rest.get("/jobs/" + jobId).path("vertices")) {
            String metrics = "/jobs/" + jobId + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
            List<String> names = new ArrayList<>();
            rest.get(metrics).forEach(metric -> {
                String name = metric.path("id").asText();
                if (LATENCY.matcher(name).matches()) {
                    names.add(name);
                }
            });
            if (names.isEmpty()) {
                continue;
            }
            String query = URLEncoder.encode(String.join(",", names), StandardCharsets.UTF_8);
            for (JsonNode metric : rest.get(metrics + "?agg=max&get=" + query)) {
                Matcher matcher = LATENCY.matcher(metric.path("id").asText());
                if (matcher.matches()) {
                    byStage.computeIfAbsent(matcher.group(1), k -> new TreeMap<>())
                            .put(matcher.group(2), metric.path("max").asDouble(Double.NaN) / NANOS_PER_MICRO);
                }
            }
        }
        Map<String, Percentiles> result = new TreeMap<>();
        byStage.forEach((stage, v) -> result.put(
                stage,
                new Percentiles(
                        v.getOrDefault("median", v.getOrDefault("p50", Double.NaN)),
                        v.getOrDefault("p95", Double.NaN),
                        v.getOrDefault("p99", Double.NaN),
                        v.getOrDefault("max", Double.NaN))));
        return result;
    }

    /** How often the job was restarted after a failure. */
    long restarts(String jobId) {
        JsonNode metric = rest.get("/jobs/" + jobId + "/metrics?get=numRestarts");
        return metric.path(0).path("value").asLong(0);
    }
}
