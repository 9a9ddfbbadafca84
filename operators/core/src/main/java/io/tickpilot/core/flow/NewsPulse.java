package io.tickpilot.core.flow;

import io.tickpilot.core.indicator.Indicator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Sentiment of a symbol's news, each article weighing its confidence c times 2^(-age / half-life). With W the sum of the weights and N that
 * of score times weight: sentiment N / max(W, 1), -1 to 1, and confidence min(W, 1). So a single article fades to nothing, and many at
 * once are averaged, not added up.
 */
public final class NewsPulse implements Indicator {
    private final double halfLifeMicros;
    private double scores;
    private double weights;
    /** Time the sums are as of. */
    private long micros = Long.MIN_VALUE;

    public NewsPulse(double halfLifeMicros) {
        if (!(halfLifeMicros > 0)) {
            throw new IllegalArgumentException("half-life must be above 0: " + halfLifeMicros);
        }
        this.halfLifeMicros = halfLifeMicros;
    }

    /**
     * Counts an article; a late one with the age it has.
     *
     * @param score -1 to 1
     * @param confidence 0 to 1
     */
    public void add(long timeMicros, double score, double confidence) {
        double weight = confidence;
        if (micros == Long.MIN_VALUE || timeMicros >= micros) {
            double left = left(timeMicros);
            scores *= left;
            weights *= left;
            micros = timeMicros;
        } else {
            weight *= decay(micros - timeMicros);
        }
        scores += score * weight;
        weights += weight;
    }

    /** -1 to 1; 0 without news. */
    public double sentiment(long nowMicros) {
        double left = left(nowMicros);
        return scores * left / Math.max(weights * left, 1);
    }

    /** 0 to 1; 0 without news. */
    public double confidence(long nowMicros) {
        return Math.min(weights * left(nowMicros), 1);
    }

    /** Share that is left of the sums; all of it for a time before them. */
    private double left(long nowMicros) {
        return micros == Long.MIN_VALUE || nowMicros <= micros ? 1 : decay(nowMicros - micros);
    }

    private double decay(long ageMicros) {
        return StrictMath.pow(2, -ageMicros / halfLifeMicros);
    }

    /** None: without news the sentiment is 0. */
    @Override
    public int warmUp() {
        return 0;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeDouble(scores);
        out.writeDouble(weights);
        out.writeLong(micros);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        scores = in.readDouble();
        weights = in.readDouble();
        micros = in.readLong();
    }
}
