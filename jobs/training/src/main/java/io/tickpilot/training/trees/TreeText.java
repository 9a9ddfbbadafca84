package io.tickpilot.training.trees;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the trees of XGBoost's own JSON model, whose numbers are written so that each float reads back bit by bit. */
final class TreeText {
    private TreeText() {}

    /** @param most trees to read, the first ones */
    static List<Tree> read(byte[] json, int most) {
        try {
            List<Tree> trees = new ArrayList<>();
            for (JsonNode tree : new ObjectMapper().readTree(json).at("/learner/gradient_booster/model/trees")) {
                if (trees.size() == most) {
                    break;
                }
                trees.add(new Tree(
                        integers(tree.get("left_children")),
                        integers(tree.get("right_children")),
                        integers(tree.get("split_indices")),
                        floats(tree.get("split_conditions"))));
            }
            return trees;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] integers(JsonNode array) {
        int[] result = new int[array.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = array.get(i).intValue();
        }
        return result;
    }

    /** The double between changes nothing: nine digits are never so close to the middle of two floats. */
    private static float[] floats(JsonNode array) {
        float[] result = new float[array.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = array.get(i).floatValue();
        }
        return result;
    }
}
