package io.tickpilot.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.local.cluster.ClusterStatus.JobInfo;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Sends jobs to a Flink cluster, this machine's or another, by its REST API. */
public final class JobSubmitter {
    private static final Duration SAVEPOINT_LIMIT = Duration.ofMinutes(5);
    private static final long LOOK_MILLIS = 100;

    private final FlinkRest rest;

    /** @param restUrl such as {@code http://127.0.0.1:8081} */
    public JobSubmitter(String restUrl) {
        this.rest = new FlinkRest(restUrl);
    }

    /**
     * What to run of a jar.
     *
     * @param mainClass empty for the one its manifest names
     * @param arguments of the program, each passed on as it is
     * @param parallelism 0 for the program's own
     * @param savepoint to start from, empty for none
     */
    public record Submission(Path jar, String mainClass, List<String> arguments, int parallelism, String savepoint) {

        public static Submission of(Path jar, String mainClass, List<String> arguments) {
            return new Submission(jar, mainClass, arguments, 0, "");
        }

        public Submission from(String savepoint) {
            return new Submission(jar, mainClass, arguments, parallelism, savepoint);
        }
    }

    /**
     * Uploads the jar and runs it.
     *
     * @return the job's id
     * @throws ClusterException with the program's own message when its main throws
     */
    public String submit(Submission submission) {
        String jar = upload(submission.jar());
        try {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("programArgsList", submission.arguments());
            if (!submission.mainClass().isEmpty()) {
                body.put("entryClass", submission.mainClass());
            }
            if (submission.parallelism() > 0) {
                body.put("parallelism", submission.parallelism());
            }
            if (!submission.savepoint().isEmpty()) {
                body.put("savepointPath", submission.savepoint());
            }
            return rest.post("/jars/" + jar + "/run", body).path("jobid").asText();
        } finally {
            rest.delete("/jars/" + jar);
        }
    }

    private String upload(Path jar) {
        if (!Files.isReadable(jar)) {
            throw new ConfigException("jar: cannot be read: " + jar);
        }
        String boundary = "tickpilot-" + UUID.randomUUID();
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                + jar.getFileName() + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
        String tail = "\r\n--" + boundary + "--\r\n";
        BodyPublisher body = BodyPublishers.concat(text(head), file(jar), text(tail));
        String stored = rest.post("/jars/upload", "multipart/form-data; boundary=" + boundary, body)
                .path("filename")
                .asText();
        return stored.substring(stored.lastIndexOf('/') + 1);
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    }

    private static BodyPublisher file(Path jar) {
        try {
            return BodyPublishers.ofFile(jar);
        } catch (FileNotFoundException e) {
            throw new ConfigException("jar: cannot be read: " + jar);
        }
    }

    /** All jobs the cluster remembers, those that ended with them. */
    public List<JobInfo> jobs() {
        List<JobInfo> jobs = new ArrayList<>();
        for (JsonNode job : rest.get("/jobs/overview").path("jobs")) {
            jobs.add(new JobInfo(
                    job.path("jid").asText(),
                    job.path("name").asText(),
                    job.path("state").asText()));
        }
        return jobs;
    }

    /** As Flink names it: RUNNING, RESTARTING, FINISHED, FAILED, CANCELED ... */
    public String state(String jobId) {
        return rest.get("/jobs/" + jobId).path("state").asText();
    }

    /** Whether every task of the job runs: a job is RUNNING before its tasks are. */
    public boolean isFullyRunning(String jobId) {
        JsonNode job = rest.get("/jobs/" + jobId);
        if (!job.path("state").asText().equals("RUNNING")) {
            return false;
        }
        for (JsonNode vertex : job.path("vertices")) {
            if (vertex.path("tasks").path("RUNNING").asInt()
                    != vertex.path("parallelism").asInt()) {
                return false;
            }
        }
        return true;
    }

    /** Checkpoints completed since the job was submitted. */
    public int completedCheckpoints(String jobId) {
        return rest.get("/jobs/" + jobId + "/checkpoints")
                .path("counts")
                .path("completed")
                .asInt();
    }

    public void cancel(String jobId) {
        rest.patch("/jobs/" + jobId + "?mode=cancel");
    }

    /**
     * Stops the job with a savepoint in the cluster's folder for them.
     *
     * @return where the savepoint is, to start from
     */
    public String stopWithSavepoint(String jobId) {
        String trigger = rest.post("/jobs/" + jobId + "/stop", Map.of("drain", false))
                .path("request-id")
                .asText();
        long end = System.nanoTime() + SAVEPOINT_LIMIT.toNanos();
        while (System.nanoTime() < end) {
            JsonNode answer = rest.get("/jobs/" + jobId + "/savepoints/" + trigger);
            if (answer.path("status").path("id").asText().equals("COMPLETED")) {
                return location(answer.path("operation"), jobId);
            }
            ClusterProcesses.pause(LOOK_MILLIS);
        }
        throw new ClusterException(
                "savepoint not complete after " + SAVEPOINT_LIMIT.toMinutes() + " min: job=" + jobId);
    }

    private static String location(JsonNode operation, String jobId) {
        if (operation.has("location")) {
            return operation.path("location").asText();
        }
        String why = operation.path("failure-cause").path("class").asText("unknown");
        throw new ClusterException("savepoint failed: job=" + jobId + " cause=" + why);
    }
}
