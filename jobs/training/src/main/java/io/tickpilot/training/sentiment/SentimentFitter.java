package io.tickpilot.training.sentiment;

import io.tickpilot.onnx.text.Tokens;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.TrainingListener.Phase;
import io.tickpilot.training.calibration.Logits;
import io.tickpilot.training.network.Epoch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Fits the network by Adam (Kingma and Ba 2015) on cross-entropy and keeps the epoch with the lowest validation loss. Weights,
 * dropout and the order of headlines come from the seed.
 */
final class SentimentFitter {
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double STABILISER = 1e-8;
    private static final double LEAST_IMPROVEMENT = 1e-4;

    /** Headlines with their tokens. */
    record Part(List<Headline> headlines, List<Tokens> tokens) {
        float[][] logits(SentimentNetwork network) {
            return tokens.stream().map(each -> network.logits(each.ids())).toArray(float[][]::new);
        }
    }

    /**
     * @param ending why the fit stopped
     * @param best one of the epochs
     */
    record Fitted(SentimentNetwork network, List<Epoch> epochs, Epoch best, String ending) {}

    private final FitSettings settings;
    private final TrainingListener listener;
    private final SplittableRandom random;
    private final SentimentNetwork network;
    private final float[] gradient;
    private final float[] firstMoment;
    private final float[] secondMoment;
    private int steps;

    SentimentFitter(FitSettings settings, int vocabulary, TrainingListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.random = new SplittableRandom(settings.seed());
        this.network = new SentimentNetwork(
                new SentimentNetwork.Shape(vocabulary, settings.dimension(), settings.filters()), random);
        this.gradient = new float[network.parameters().length];
        this.firstMoment = new float[gradient.length];
        this.secondMoment = new float[gradient.length];
    }

    Fitted fit(Part train, Part validation) {
        List<Epoch> epochs = new ArrayList<>();
        int[] order = new int[train.tokens().size()];
        Arrays.setAll(order, i -> i);
        Epoch best = null;
        SentimentNetwork bestNetwork = network;
        String ending = "all " + settings.epochs() + " epochs";
        for (int number = 1; number <= settings.epochs(); number++) {
            long began = System.nanoTime();
            shuffle(order);
            double trainLoss = oneEpoch(train, order);
            float[][] logits = validation.logits(network);
            double loss = Logits.logLoss(logits, Tone.truth(validation.headlines()), 1);
            if (!Double.isFinite(loss)) {
                throw new TrainingException("loss is not finite, lower the learning rate: epoch=" + number
                        + " learning-rate=" + settings.learningRate());
            }
            boolean better = best == null || loss < best.validationLoss() - LEAST_IMPROVEMENT;
            double accuracy = Logits.accuracy(logits, Tone.truth(validation.headlines()));
            Epoch epoch = new Epoch(number, trainLoss, loss, accuracy, (System.nanoTime() - began) * 1e-9, better);
            epochs.add(epoch);
            listener.onEpoch(epoch);
            listener.onProgress(Phase.FIT, number / (double) settings.epochs());
            if (better) {
                best = epoch;
                bestNetwork = network.copy();
            } else if (best != null && number - best.number() >= settings.patience()) {
                ending = "no better validation loss in " + settings.patience() + " epochs";
                break;
            }
        }
        listener.onProgress(Phase.FIT, 1);
        if (best == null) {
            throw new IllegalStateException("no epoch ran: epochs=" + settings.epochs());
        }
        return new Fitted(bestNetwork, List.copyOf(epochs), best, ending);
    }

    private double oneEpoch(Part train, int[] order) {
        SentimentNetwork.Dropout dropout =
                new SentimentNetwork.Dropout(settings.tokenDropout(), settings.filterDropout(), random);
        double sum = 0;
        for (int from = 0; from < order.length; from += settings.batch()) {
            int until = Math.min(order.length, from + settings.batch());
            Arrays.fill(gradient, 0);
            for (int i = from; i < until; i++) {
                sum += network.addGradient(
                        train.tokens().get(order[i]).ids(),
                        train.headlines().get(order[i]).tone(),
                        dropout,
                        gradient);
            }
            step(until - from);
        }
        return sum / order.length;
    }

    private void step(int count) {
        steps++;
        double rate = settings.learningRate()
                * Math.sqrt(1 - StrictMath.pow(SECOND_DECAY, steps))
                / (1 - StrictMath.pow(FIRST_DECAY, steps));
        float[] parameters = network.parameters();
        for (int i = 0; i < parameters.length; i++) {
            double slope = gradient[i] / (double) count;
            firstMoment[i] = (float) (FIRST_DECAY * firstMoment[i] + (1 - FIRST_DECAY) * slope);
            secondMoment[i] = (float) (SECOND_DECAY * secondMoment[i] + (1 - SECOND_DECAY) * slope * slope);
            parameters[i] -= (float) (rate * firstMoment[i] / (Math.sqrt(secondMoment[i]) + STABILISER));
        }
    }

    private void shuffle(int[] order) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
