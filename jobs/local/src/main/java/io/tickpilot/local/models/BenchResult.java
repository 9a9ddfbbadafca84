package io.tickpilot.local.models;

import java.util.List;

/**
 * How fast a model scores, on one thread.
 *
 * @param p50Micros of a score the way the engine asks for it; {@code directP50Micros} of ONNX Runtime called directly with pinned buffers,
 *     in turns with it; likewise the 99th percentiles
 * @param batches of ONNX Runtime called directly; empty for a graph that takes one window a call
 * @param firstKib resident memory that the first opening cost; {@code nextKib} each further one, which shares the session
 */
public record BenchResult(
        String agent,
        String version,
        long scores,
        double p50Micros,
        double p99Micros,
        double directP50Micros,
        double directP99Micros,
        List<Batch> batches,
        long firstKib,
        long nextKib) {

    /**
     * Windows scored together.
     *
     * @param equalBits whether each gave the very bits that it gives alone
     */
    public record Batch(int windows, double windowsPerSecond, boolean equalBits) {}

    /** The best throughput in windows a second, at least that of single scores. */
    public double best() {
        return batches.stream().mapToDouble(Batch::windowsPerSecond).max().orElse(1e6 / directP50Micros);
    }
}
