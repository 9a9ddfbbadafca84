package io.tickpilot.training.network;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.TrainingListener.Phase;
import io.tickpilot.training.calibration.Logits;
import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Fits the network by Adam on cross-entropy and keeps the epoch with the lowest validation loss. Weights, dropout and the
 * order of batches come from the seed. Uses no network and sends no telemetry.
 */
public final class BiLstmFitter {
    private static final String ENGINE = "PyTorch";
    private static final int EVALUATION_BATCH = 256;
    private static final double LEAST_IMPROVEMENT = 1e-4;

    private final FitSettings settings;
    private final Scaling scaling;
    private final int lookback;
    private final int width;
    private final TrainingListener listener;

    public BiLstmFitter(FitSettings settings, Scaling scaling, int lookback, int width, TrainingListener listener) {
        this.settings = settings;
        this.scaling = scaling;
        this.lookback = lookback;
        this.width = width;
        this.listener = listener;
    }

    public FittedNetwork fit(Samples train, Samples validation) {
        Engine engine = engine();
        engine.setRandomSeed((int) settings.seed());
        BiLstmNetwork network = new BiLstmNetwork(settings, Label.COUNT);
        Optimizer adam = Optimizer.adam()
                .optLearningRateTracker(Tracker.fixed(settings.learningRate()))
                .optClipGrad(settings.gradientClip())
                .build();
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(adam)
                .optDevices(new Device[] {Device.cpu()});
        try (Model model = Model.newInstance("technical", ENGINE)) {
            model.setBlock(network.block());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(settings.batch(), lookback, width));
                return run(trainer, network, train, validation);
            }
        }
    }

    /** What fits, for the manifest. */
    public static String engineName() {
        Engine engine = engine();
        return "DJL " + Engine.getDjlVersion() + ", " + engine.getEngineName() + " " + engine.getVersion();
    }

    /**
     * DJL reads these properties when it loads; the natives come from the class path. One thread: matrices this small gain
     * a third from a second one on an idle machine and lose a factor of four to its spinning on a busy one.
     */
    private static Engine engine() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        try {
            return Engine.getEngine(ENGINE);
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            throw new TrainingException(
                    "the training engine cannot be loaded on this machine (needs Linux on x86-64): " + e.getMessage(),
                    e);
        }
    }

    private FittedNetwork run(Trainer trainer, BiLstmNetwork network, Samples train, Samples validation) {
        List<Epoch> epochs = new ArrayList<>();
        int[] order = new int[train.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        SplittableRandom random = new SplittableRandom(settings.seed());
        long startNanos = System.nanoTime();
        Epoch best = null;
        BiLstmWeights bestWeights = null;
        float[][] bestLogits = null;
        String ending = "all " + settings.epochs() + " epochs";
        for (int number = 1; number <= settings.epochs(); number++) {
            long epochNanos = System.nanoTime();
            shuffle(order, random);
            double trainLoss = oneEpoch(trainer, train, order, number);
            float[][] logits = logits(trainer, validation);
            double loss = Logits.logLoss(logits, validation, 1);
            if (!Double.isFinite(loss)) {
                throw new TrainingException("loss is not finite, lower the learning rate: epoch=" + number
                        + " learning-rate=" + settings.learningRate());
            }
            boolean better = best == null || loss < best.validationLoss() - LEAST_IMPROVEMENT;
            double seconds = (System.nanoTime() - epochNanos) * 1e-9;
            Epoch epoch = new Epoch(number, trainLoss, loss, Logits.accuracy(logits, validation), seconds, better);
            epochs.add(epoch);
            listener.onEpoch(epoch);
            if (better) {
                best = epoch;
                bestWeights = network.weights(width);
                bestLogits = logits;
            } else if (best != null && number - best.number() >= settings.patience()) {
                ending = "no better validation loss in " + settings.patience() + " epochs";
                break;
            }
            if (number < settings.epochs() && (System.nanoTime() - startNanos) * 1e-9 > settings.maxMinutes() * 60) {
                ending = "the time limit of " + settings.maxMinutes() + " minutes";
                break;
            }
        }
        listener.onProgress(Phase.FIT, 1);
        if (best == null || bestWeights == null || bestLogits == null) {
            throw new IllegalStateException("no epoch ran: epochs=" + settings.epochs());
        }
        return new FittedNetwork(bestWeights, bestLogits, List.copyOf(epochs), best, ending);
    }

    private double oneEpoch(Trainer trainer, Samples train, int[] order, int number) {
        double sum = 0;
        int batch = settings.batch();
        for (int from = 0; from < order.length; from += batch) {
            int until = Math.min(order.length, from + batch);
            sum += step(trainer, train, order, from, until) * (until - from);
            listener.onProgress(Phase.FIT, (number - 1 + until / (double) order.length) / settings.epochs());
        }
        return sum / order.length;
    }

    private double step(Trainer trainer, Samples train, int[] order, int from, int until) {
        long[] labels = new long[until - from];
        float[] windows = new float[labels.length * lookback * width];
        for (int i = 0; i < labels.length; i++) {
            fill(train, order[from + i], windows, i);
            labels[i] = train.label(order[from + i]).ordinal();
        }
        double loss;
        try (NDManager memory = trainer.getManager().newSubManager()) {
            NDArray input = memory.create(windows, new Shape(labels.length, lookback, width));
            NDArray expected = memory.create(labels);
            try (GradientCollector gradients = trainer.newGradientCollector()) {
                NDList output = trainer.forward(new NDList(input));
                output.attach(memory);
                NDArray value = trainer.getLoss().evaluate(new NDList(expected), output);
                value.attach(memory);
                gradients.backward(value);
                loss = value.toType(DataType.FLOAT32, false).getFloat();
            }
        }
        trainer.step();
        return loss;
    }

    private float[][] logits(Trainer trainer, Samples samples) {
        float[][] result = new float[samples.size()][Label.COUNT];
        for (int from = 0; from < result.length; from += EVALUATION_BATCH) {
            int count = Math.min(EVALUATION_BATCH, result.length - from);
            float[] windows = new float[count * lookback * width];
            for (int i = 0; i < count; i++) {
                fill(samples, from + i, windows, i);
            }
            try (NDManager memory = trainer.getManager().newSubManager()) {
                NDArray input = memory.create(windows, new Shape(count, lookback, width));
                NDList output = trainer.evaluate(new NDList(input));
                output.attach(memory);
                float[] flat = output.singletonOrThrow().toFloatArray();
                for (int i = 0; i < count; i++) {
                    System.arraycopy(flat, i * Label.COUNT, result[from + i], 0, Label.COUNT);
                }
            }
        }
        return result;
    }

    /** Puts a scaled window at a row of a batch. */
    private void fill(Samples samples, int sample, float[] batch, int row) {
        int length = lookback * width;
        samples.window(sample, batch, row * length);
        scaling.apply(batch, row * length, length);
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
