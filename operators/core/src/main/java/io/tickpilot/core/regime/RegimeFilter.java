package io.tickpilot.core.regime;

import io.tickpilot.core.indicator.Indicator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Probabilities of the regimes given all observations so far: the forward recursion of the model's chain, in logarithms,
 * normalised at each step. A regime's probability is the sum over the states that carry its label; NaN before the first
 * observation.
 *
 * <p>A missing observation (one that holds a NaN or an infinity) and one so far out that no state has a finite density there
 * say nothing: the step is a transition only. More than {@link RegimeModel#MAX_MISSED_BARS} missing bars begin a new sequence
 * from the model's start probabilities. {@link #regime()} is the most probable one at first, and changes when another's
 * probability exceeds its own by more than the model's margin. O(K * K) a step, O(K) a preview after the first of a bar.
 */
public final class RegimeFilter implements Indicator {
    private static final Regime[] REGIMES = Regime.values();
    private static final long NOT_PREDICTED = -1;

    private final GaussianHmm hmm;
    private final double[] mean;
    private final double[] deviation;
    private final int[] labels;
    private final double margin;

    private final double[] logChances;
    private final double[] probabilities = new double[REGIMES.length];
    private boolean chained;
    private @Nullable Regime regime;

    private final double[] scaled = new double[RegimeModel.DIMENSION];
    private final double[] next;

    /** Log chances before the next observation, once as many bars as this are missing: the same at each preview of one bar. */
    private final double[] predicted;

    private long predictedMissed = NOT_PREDICTED;

    public RegimeFilter(RegimeModel model) {
        hmm = model.hmm();
        mean = RegimeModel.numbers(model.scaling().mean());
        deviation = RegimeModel.numbers(model.scaling().deviation());
        labels = model.states().stream()
                .mapToInt(state -> state.label().ordinal())
                .toArray();
        margin = model.margin();
        logChances = new double[hmm.states()];
        next = new double[hmm.states()];
        predicted = new double[hmm.states()];
        Arrays.fill(probabilities, Double.NaN);
    }

    /**
     * A step for each missing bar, and one with the observation of the bar after them.
     *
     * @param missed bars between the one added last and this one, at least 0
     * @param observation {@link RegimeModel#DIMENSION} numbers, not scaled
     * @return whether {@link #regime()} changed, the first one included
     */
    public boolean add(long missed, double[] observation) {
        chained = step(missed, observation);
        if (!chained) {
            return false;
        }
        System.arraycopy(next, 0, logChances, 0, next.length);
        predictedMissed = NOT_PREDICTED;
        sumByLabel(probabilities);
        return settle();
    }

    /** In 0..1, all of them sum to 1; NaN before the first observation. */
    public double probability(Regime of) {
        return probabilities[of.ordinal()];
    }

    /** The current regime, with hysteresis; null before the first observation. */
    public @Nullable Regime regime() {
        return regime;
    }

    /**
     * What the probabilities would be after {@link #add}, which is not done.
     *
     * @param into a number for each {@link Regime}, in their order
     */
    public void preview(long missed, double[] observation, double[] into) {
        if (step(missed, observation)) {
            sumByLabel(into);
        } else {
            System.arraycopy(probabilities, 0, into, 0, probabilities.length);
        }
    }

    /** Observations, not missing. */
    @Override
    public int warmUp() {
        return 1;
    }

    /** Log chances after the step into {@link #next}; false, without them, when there is no sequence to go on with. */
    private boolean step(long missed, double[] observation) {
        if (chained && missed <= RegimeModel.MAX_MISSED_BARS) {
            predict(missed);
            System.arraycopy(predicted, 0, next, 0, next.length);
        } else if (isFinite(observation)) {
            hmm.start(next);
        } else {
            return false;
        }
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (observation[i] - mean[i]) / deviation[i];
        }
        hmm.update(next, scaled);
        return true;
    }

    private void predict(long missed) {
        if (predictedMissed != missed) {
            System.arraycopy(logChances, 0, predicted, 0, predicted.length);
            for (long i = 0; i <= missed; i++) {
                hmm.predict(predicted);
            }
            predictedMissed = missed;
        }
    }

    private static boolean isFinite(double[] observation) {
        for (double each : observation) {
            if (!Double.isFinite(each)) {
                return false;
            }
        }
        return true;
    }

    private void sumByLabel(double[] into) {
        Arrays.fill(into, 0);
        for (int i = 0; i < labels.length; i++) {
            into[labels[i]] += StrictMath.exp(next[i]);
        }
    }

    private boolean settle() {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        Regime old = regime;
        if (old == REGIMES[best] || (old != null && !(probabilities[best] > probabilities[old.ordinal()] + margin))) {
            return false;
        }
        regime = REGIMES[best];
        return true;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeBoolean(chained);
        out.writeByte(regime == null ? -1 : regime.ordinal());
        for (double each : logChances) {
            out.writeDouble(each);
        }
        for (double each : probabilities) {
            out.writeDouble(each);
        }
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        chained = in.readBoolean();
        int ordinal = in.readByte();
        regime = ordinal < 0 ? null : REGIMES[ordinal];
        for (int i = 0; i < logChances.length; i++) {
            logChances[i] = in.readDouble();
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = in.readDouble();
        }
        predictedMissed = NOT_PREDICTED;
    }
}
