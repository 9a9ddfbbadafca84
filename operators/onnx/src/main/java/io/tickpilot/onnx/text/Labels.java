package io.tickpilot.onnx.text;

import io.tickpilot.onnx.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the classes of a head mean. By name, in any case: {@code negative}, {@code neg}, {@code bearish} and so for the others;
 * with {@code very} before it the same; {@code 1 star} to {@code 5 stars}, of which two are negative and two positive. A head
 * without a neutral class says neutral as far as its two sides agree: {@code neutral = 1 - |P(positive) - P(negative)|}, which
 * leaves the score as it is. {@code LABEL_0} and the like are refused: published models order their classes in every way.
 */
final class Labels {
    private static final int NEGATIVE = 0;
    private static final int NEUTRAL = 1;
    private static final int POSITIVE = 2;

    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("negative", NEGATIVE),
            Map.entry("neg", NEGATIVE),
            Map.entry("bearish", NEGATIVE),
            Map.entry("very negative", NEGATIVE),
            Map.entry("1 star", NEGATIVE),
            Map.entry("2 stars", NEGATIVE),
            Map.entry("neutral", NEUTRAL),
            Map.entry("neu", NEUTRAL),
            Map.entry("3 stars", NEUTRAL),
            Map.entry("positive", POSITIVE),
            Map.entry("pos", POSITIVE),
            Map.entry("bullish", POSITIVE),
            Map.entry("very positive", POSITIVE),
            Map.entry("4 stars", POSITIVE),
            Map.entry("5 stars", POSITIVE));

    private final int[] tones;
    private final boolean knowsNeutral;

    private Labels(int[] tones, boolean knowsNeutral) {
        this.tones = tones;
        this.knowsNeutral = knowsNeutral;
    }

    /**
     * @param names of the classes, in the order of the head's outputs
     * @throws ModelException when a name means no tone, or none is negative or none positive
     */
    static Labels of(List<String> names) {
        int[] tones = new int[names.size()];
        boolean[] seen = new boolean[POSITIVE + 1];
        List<String> strange = new ArrayList<>();
        for (int i = 0; i < tones.length; i++) {
            String name = names.get(i).strip().toLowerCase(Locale.ROOT).replace('_', ' ');
            Integer tone = NAMES.get(name);
            if (tone == null) {
                strange.add(names.get(i));
            } else {
                tones[i] = tone;
                seen[tone] = true;
            }
        }
        if (!strange.isEmpty()) {
            throw new ModelException(
                    "id2label: must name each class negative, neutral or positive, or 1 star to 5 stars; "
                            + "write there what the model's card says: " + String.join(", ", strange));
        }
        if (!seen[NEGATIVE] || !seen[POSITIVE]) {
            throw new ModelException("id2label: needs a negative and a positive class: " + names);
        }
        return new Labels(tones, seen[NEUTRAL]);
    }

    int count() {
        return tones.length;
    }

    /** Softmax of the logits, summed by tone. */
    Sentiment sentiment(float[] logits, Tokens tokens) {
        double highest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            highest = Math.max(highest, logit);
        }
        double[] mass = new double[POSITIVE + 1];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            double power = StrictMath.exp(logits[i] - highest);
            mass[tones[i]] += power;
            sum += power;
        }
        double negative = mass[NEGATIVE] / sum;
        double neutral = mass[NEUTRAL] / sum;
        double positive = mass[POSITIVE] / sum;
        if (!knowsNeutral) {
            double score = positive - negative;
            negative = Math.max(0, -score);
            neutral = 1 - Math.abs(score);
            positive = Math.max(0, score);
        }
        return new Sentiment(
                (float) negative,
                (float) neutral,
                (float) positive,
                tokens.count(),
                tokens.known(),
                tokens.truncated());
    }
}
