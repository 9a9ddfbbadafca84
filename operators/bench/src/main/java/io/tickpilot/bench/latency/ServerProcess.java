package io.tickpilot.bench.latency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.bench.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The measured process as its parent sees it. It has this JVM's class path and options; its stderr is this one's. */
final class ServerProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long END_SECONDS = 20;

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter commands;
    private final ServerAddresses addresses;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        commands = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
        addresses = answer(ServerAddresses.class);
    }

    /** Returns once its job runs, which takes some ten seconds. */
    static ServerProcess start(Round round, Path data) throws IOException {
        ProcessBuilder builder = JavaProcess.builder(
                JavaProcess.inheritedOptions(),
                PipelineServer.class,
                List.of(
                        Integer.toString(round.market().symbols()),
                        Integer.toString(round.market().signalEvery()),
                        round.model(),
                        round.journal().name(),
                        round.layer().name(),
                        data.toString()));
        Process process = builder.start();
        try {
            return new ServerProcess(process);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    ServerAddresses addresses() {
        return addresses;
    }

    /** Begins a new measurement. */
    void reset() {
        commands.println(PipelineServer.RESET);
    }

    ServerReport report() throws IOException {
        commands.println(PipelineServer.REPORT);
        return answer(ServerReport.class);
    }

    private <T> T answer(Class<T> type) throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(PipelineServer.PREFIX)) {
                try {
                    return JSON.readValue(line.substring(PipelineServer.PREFIX.length()), type);
                } catch (JsonProcessingException e) {
                    throw new BenchException("the server's answer is not understood: " + line, e);
                }
            }
        }
        throw new BenchException("the server process ended; what it said is above");
    }

    @Override
    public void close() {
        commands.close();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
