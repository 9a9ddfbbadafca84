package io.tickpilot.onnx.text;

/**
 * The tone of one text. The three probabilities add up to 1.
 *
 * @param tokens the model read, its own marks such as {@code [CLS]} not counted
 * @param knownTokens those of them that are in its vocabulary; with none the text is {@link #neutral}, whatever the model says
 * @param truncated whether the text was longer than the model reads
 */
public record Sentiment(float negative, float neutral, float positive, int tokens, int knownTokens, boolean truncated) {

    /** What is said of a text that tells the model nothing. */
    static Sentiment neutral(int tokens, boolean truncated) {
        return new Sentiment(0, 1, 0, tokens, 0, truncated);
    }

    /** P(positive) - P(negative), from -1 to 1. */
    public float score() {
        return positive - negative;
    }

    /** 1 - P(neutral), from 0 to 1: how sure the model is that the text takes a side. Never below the score's size. */
    public float confidence() {
        return 1 - neutral;
    }
}
