package io.tickpilot.local.models;

import io.tickpilot.onnx.GraphDescription;
import io.tickpilot.onnx.ModelManifest;
import java.nio.file.Path;
import java.util.List;

/**
 * What an import found by running the graph.
 *
 * @param windows of a simulated market, or made up for a stack, that it scored without fault
 * @param lowest of each output over these windows; {@code mean} and {@code highest} likewise
 */
public record ImportResult(
        Path folder,
        ModelManifest manifest,
        GraphDescription graph,
        int windows,
        List<Double> lowest,
        List<Double> mean,
        List<Double> highest,
        double medianMicros) {}
