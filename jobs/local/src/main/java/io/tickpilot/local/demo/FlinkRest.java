package io.tickpilot.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks Flink's REST interface for what the view shows: stage latencies and restarts of a job. */
final class FlinkRest {
    private static final Pattern LATENCY =
            Pattern.compile("(?:.*\\.)?stage\\.(\\w+)\\.latencyNanos_(p50|median|p95|p99|max)");
    private static final double NANOS_PER_MICRO = 1_000;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final String url;

    FlinkRest(String url) {
        this.url = url;
    }

    /** Percentiles of each stage, the slowest subtask's; empty while the job has none yet. */
    Map<String, Percentiles> latencies(String jobId) throws IOException, InterruptedException {
        Map<String, Map<String, Double>> byStage = new TreeMap<>();
        for (JsonNode vertex : get("/jobs/" + jobId).path("vertices")) {
            String metrics = "/jobs/" + jobId + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
            List<String> names = new ArrayList<>();
            get(metrics).forEach(metric -> {
                String name = metric.path("id").asText();
                if (LATENCY.matcher(name).matches()) {
                    names.add(name);
                }
            });
            if (names.isEmpty()) {
                continue;
            }
            String query = URLEncoder.encode(String.join(",", names), StandardCharsets.UTF_8);
            for (JsonNode metric : get(metrics + "?agg=max&get=" + query)) {
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
    long restarts(String jobId) throws IOException, InterruptedException {
        JsonNode metric = get("/jobs/" + jobId + "/metrics?get=numRestarts");
        return metric.path(0).path("value").asLong(0);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(Duration.ofSeconds(5))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("Flink answered " + response.statusCode() + " for " + path);
        }
        return json.readTree(response.body());
    }
}
