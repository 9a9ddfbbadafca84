package io.tickpilot.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.HashMap;
import java.util.Map;

/**
 * The one native session of a graph in this process, whatever the number of task threads that score with it: ONNX Runtime lets
 * several threads run a session at once, each with its own tensors. Its native memory is freed as the last user closes it.
 */
final class SharedSession implements AutoCloseable {
    private static final Map<String, SharedSession> OPEN = new HashMap<>();

    private final String sha256;
    private final SessionOptions options;
    private final OrtSession session;
    private int users;

    private SharedSession(String sha256, SessionOptions options, OrtSession session) {
        this.sha256 = sha256;
        this.options = options;
        this.session = session;
    }

    /**
     * The session of a graph, to be closed once by each who got it.
     *
     * @param sha256 of the graph
     */
    static SharedSession of(String sha256, byte[] graph) throws OrtException {
        synchronized (OPEN) {
            SharedSession shared = OPEN.get(sha256);
            if (shared == null) {
                shared = create(sha256, graph);
                OPEN.put(sha256, shared);
            }
            shared.users++;
            return shared;
        }
    }

    /** How many of the opened models use a session now. */
    static int users() {
        synchronized (OPEN) {
            return OPEN.values().stream().mapToInt(each -> each.users).sum();
        }
    }

    /** How many graphs have a session now. */
    static int count() {
        synchronized (OPEN) {
            return OPEN.size();
        }
    }

    OrtSession session() {
        return session;
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            if (--users > 0) {
                return;
            }
            OPEN.remove(sha256);
        }
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelException("session cannot be closed: " + e.getMessage(), e);
        } finally {
            options.close();
        }
    }

    private static SharedSession create(String sha256, byte[] graph) throws OrtException {
        SessionOptions options = deterministicOptions();
        try {
            return new SharedSession(
                    sha256, options, OrtEnvironment.getEnvironment().createSession(graph, options));
        } catch (OrtException e) {
            options.close();
            throw e;
        }
    }

    /** One intra-op thread, sequential, with all graph optimisations: the caller's thread does the work, equal input gives equal bits. */
    static SessionOptions deterministicOptions() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        options.setDeterministicCompute(true);
        // Faults come back as exceptions; the runtime would print each to stderr as well.
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        return options;
    }
}
