package io.tickpilot.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Flink's REST API as JSON trees. Safe for use by several threads. */
public final class FlinkRest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String baseUrl;

    /** @param baseUrl such as {@code http://127.0.0.1:8081} */
    public FlinkRest(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** @throws ClusterException one line, when nobody answers or the answer is a refusal */
    public JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json").POST(json(body)));
    }

    JsonNode post(String path, String contentType, BodyPublisher body) {
        return send(request(path).header("Content-Type", contentType).POST(body));
    }

    JsonNode patch(String path) {
        return send(request(path).method("PATCH", HttpRequest.BodyPublishers.noBody()));
    }

    JsonNode delete(String path) {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(LIMIT);
    }

    private static BodyPublisher json(Object body) {
        return HttpRequest.BodyPublishers.ofString(JSON.valueToTree(body).toString());
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
            if (response.statusCode() >= 400) {
                throw new ClusterException(fault(body, response.statusCode()));
            }
            return body;
        } catch (IOException e) {
            throw new ClusterException("no Flink cluster answers at " + baseUrl + ": start one with cluster start");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while waiting for " + baseUrl);
        }
    }

    /** Flink answers with whole stack traces; the message of the innermost cause says what was wrong. */
    private static String fault(JsonNode body, int status) {
        String text = "";
        for (JsonNode error : body.path("errors")) {
            text = error.asText();
        }
        List<String> lines = text.lines().map(String::strip).toList();
        String best = lines.isEmpty() ? "HTTP status " + status : lines.get(0);
        for (String line : lines) {
            if (line.startsWith("Caused by: ")) {
                best = line.substring("Caused by: ".length());
            }
        }
        // The class name in front says less than the message behind it.
        return "Flink refused: " + best.replaceFirst("^(?:[\\w$]+\\.)+[\\w$]+: ", "");
    }
}
