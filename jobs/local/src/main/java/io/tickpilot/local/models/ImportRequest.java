package io.tickpilot.local.models;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.feature.FeatureSchema;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A graph from elsewhere and what its owner says of it.
 *
 * @param schema null for a stack, which then {@code reads} other agents
 * @param outputs names of the numbers in the graph's order, which must be those of the kind
 * @param outputName empty to find it by its shape
 * @param version empty for one made of the graph's hash
 * @param description what it was trained on, in its owner's words
 */
public record ImportRequest(
        Path onnx,
        String agent,
        AgentKind kind,
        @Nullable FeatureSchema schema,
        List<String> reads,
        List<String> outputs,
        String outputName,
        String version,
        String description,
        Path folder) {}
