package io.tickpilot.onnx.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.onnx.ModelException;
import io.tickpilot.onnx.OnnxModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a model's {@code config.json} says of its head and limits.
 *
 * @param labels names of the classes, in the order of the head's outputs
 * @param maxPositions longest text it was made for, in tokens
 * @param padId token that fills short texts up
 * @param vocabulary number of token embeddings
 */
record TextConfig(List<String> labels, int maxPositions, long padId, long vocabulary) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Their positions begin behind the padding token's. */
    private static final Set<String> SHIFTED = Set.of("roberta", "xlm-roberta", "camembert");

    /** @throws ModelException one line, when it is no configuration of a single-label classification head */
    static TextConfig read(Path file) {
        JsonNode tree;
        try {
            tree = JSON.readTree(OnnxModels.read(file));
        } catch (JsonProcessingException e) {
            throw new ModelException(
                    file + ": not valid JSON at line " + e.getLocation().getLineNr(), e);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
        String problem = tree.path("problem_type").asText("single_label_classification");
        if (!problem.equals("single_label_classification") && !problem.equals("null")) {
            throw new ModelException(file + ": problem_type: must be single_label_classification: " + problem);
        }
        long padId = tree.path("pad_token_id").asLong(0);
        int positions = tree.path("max_position_embeddings").asInt(Integer.MAX_VALUE);
        if (SHIFTED.contains(tree.path("model_type").asText()) && positions != Integer.MAX_VALUE) {
            positions -= (int) padId + 1;
        }
        return new TextConfig(
                labels(file, tree.path("id2label")),
                positions,
                padId,
                tree.path("vocab_size").asLong(Long.MAX_VALUE));
    }

    private static List<String> labels(Path file, JsonNode names) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            JsonNode name = names.path(Integer.toString(i));
            if (!name.isTextual()) {
                throw new ModelException(file + ": id2label: must number the classes from 0: " + names);
            }
            labels.add(name.textValue());
        }
        if (labels.isEmpty()) {
            throw new ModelException(file + ": id2label: must name the classes of a classification head: not given");
        }
        return List.copyOf(labels);
    }
}
