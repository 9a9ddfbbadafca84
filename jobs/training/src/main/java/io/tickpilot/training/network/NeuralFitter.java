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
import ai.djl.training.optimizer.Optimizer;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.TrainingListener.Phase;
import io.tickpilot.training.calibration.Logits;
import io.tickpilot.training.dataset.Sample;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Fits a network by Adam with the learning rate of {@link LearningRate} and gradients clipped by their common norm, and keeps the
 * epoch with the lowest validation loss. Weights, dropout and the order of batches come from the seed. Uses no network and
 * sends no telemetry.
 *
 * @param <W> numbers of the network
 */
public final class NeuralFitter<W> {
    private static final int EVALUATION_BATCH = 256;
    private static final double LEAST_IMPROVEMENT = 1e-4;

    private final FitSettings settings;
    private final Supplier<Network<W>> networks;
    private final Scaling scaling;
    private final int width;
    private final TrainingListener listener;

    private NeuralFitter(
            FitSettings settings, Supplier<Network<W>> networks, Scaling scaling, TrainingListener listener) {
        this.settings = settings;
        this.networks = networks;
        this.scaling = scaling;
        this.width = scaling.mean().length;
        this.listener = listener;
    }

    /** Of two LSTMs, one in each direction, that tell the direction of the market. */
    public static NeuralFitter<BiLstmWeights> ofDirection(
            FitSettings settings, Scaling scaling, TrainingListener listener) {
        return new NeuralFitter<>(settings, () -> new BiLstmNetwork(settings), scaling, listener);
    }

    /** Of convolution, LSTM and attention that tell direction and quantiles of the return. */
    public static NeuralFitter<ForecastWeights> ofForecast(
            ForecastSettings settings, Scaling scaling, TrainingListener listener) {
        return new NeuralFitter<>(settings.fit(), () -> new ForecastNetwork(settings), scaling, listener);
    }

    /** @throws TrainingException when the loss leaves all bounds */
    public FittedNetwork<W> fit(Samples train, Samples validation) {
        TorchEngine.load().setRandomSeed((int) settings.seed());
        Network<W> network = networks.get();
        int stepsOfEpoch = (train.size() + settings.batch() - 1) / settings.batch();
        Optimizer adam = Optimizer.adam()
                .optLearningRateTracker(new LearningRate(settings.learningRate(), settings.epochs() * stepsOfEpoch))
                .build();
        DefaultTrainingConfig config = new DefaultTrainingConfig(new WindowLoss(train))
                .optOptimizer(adam)
                .optDevices(new Device[] {Device.cpu()});
        try (Model model = Model.newInstance("agent", TorchEngine.NAME)) {
            model.setBlock(network.block());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(settings.batch(), train.windowLength() / width, width));
                return new Run(trainer, network).run(train, validation);
            }
        }
    }

    /** What fits, for the manifest. */
    public static String engineName() {
        Engine engine = TorchEngine.load();
        return "DJL " + Engine.getDjlVersion() + ", " + engine.getEngineName() + " " + engine.getVersion();
    }

    /** One fit. */
    private final class Run {
        private final Trainer trainer;
        private final Network<W> network;
        private final WindowLoss loss;

        Run(Trainer trainer, Network<W> network) {
            this.trainer = trainer;
            this.network = network;
            this.loss = (WindowLoss) trainer.getLoss();
        }

        FittedNetwork<W> run(Samples train, Samples validation) {
            List<Epoch> epochs = new ArrayList<>();
            int[] order = new int[train.size()];
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            SplittableRandom random = new SplittableRandom(settings.seed());
            long startNanos = System.nanoTime();
            FittedNetwork<W> best = null;
            String ending = "all " + settings.epochs() + " epochs";
            for (int number = 1; number <= settings.epochs(); number++) {
                long epochNanos = System.nanoTime();
                shuffle(order, random);
                double trainLoss = oneEpoch(train, order, number);
                float[][] outputs = outputs(validation);
                double validationLoss = WindowLoss.of(outputs, validation);
                if (!Double.isFinite(validationLoss)) {
                    throw new TrainingException("loss is not finite, lower the learning rate: epoch=" + number
                            + " learning-rate=" + settings.learningRate());
                }
                boolean better = best == null || validationLoss < best.best().validationLoss() - LEAST_IMPROVEMENT;
                double seconds = (System.nanoTime() - epochNanos) * 1e-9;
                Epoch epoch = new Epoch(
                        number, trainLoss, validationLoss, Logits.accuracy(outputs, validation), seconds, better);
                epochs.add(epoch);
                listener.onEpoch(epoch);
                if (better) {
                    best = new FittedNetwork<>(network.weights(), outputs, List.of(), epoch, "");
                } else if (best != null && number - best.best().number() >= settings.patience()) {
                    ending = "no better validation loss in " + settings.patience() + " epochs";
                    break;
                }
                if (number < settings.epochs()
                        && (System.nanoTime() - startNanos) * 1e-9 > settings.maxMinutes() * 60) {
                    ending = "the time limit of " + settings.maxMinutes() + " minutes";
                    break;
                }
            }
            listener.onProgress(Phase.FIT, 1);
            if (best == null) {
                throw new IllegalStateException("no epoch ran: epochs=" + settings.epochs());
            }
            return new FittedNetwork<>(best.weights(), best.validation(), List.copyOf(epochs), best.best(), ending);
        }

        private double oneEpoch(Samples train, int[] order, int number) {
            double sum = 0;
            int batch = settings.batch();
            for (int from = 0; from < order.length; from += batch) {
                int until = Math.min(order.length, from + batch);
                sum += step(train, order, from, until) * (until - from);
                listener.onProgress(Phase.FIT, (number - 1 + until / (double) order.length) / settings.epochs());
            }
            return sum / order.length;
        }

        private double step(Samples train, int[] order, int from, int until) {
            Sample[] samples = new Sample[until - from];
            float[] windows = new float[samples.length * train.windowLength()];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = train.get(order[from + i]);
                fill(train, order[from + i], windows, i);
            }
            try (NDManager memory = trainer.getManager().newSubManager()) {
                NDArray input = memory.create(windows, shape(samples.length, train));
                NDList targets = loss.targets(samples, memory);
                float value;
                try (GradientCollector gradients = trainer.newGradientCollector()) {
                    NDList output = trainer.forward(new NDList(input));
                    output.attach(memory);
                    NDArray mean = loss.evaluate(targets, output);
                    mean.attach(memory);
                    gradients.backward(mean);
                    value = mean.toType(DataType.FLOAT32, false).getFloat();
                }
                GradientNorm.clip(network.block(), settings.gradientClip(), memory);
                trainer.step();
                return value;
            }
        }

        private float[][] outputs(Samples samples) {
            int columns = network.outputs();
            float[][] result = new float[samples.size()][columns];
            for (int from = 0; from < result.length; from += EVALUATION_BATCH) {
                int count = Math.min(EVALUATION_BATCH, result.length - from);
                float[] windows = new float[count * samples.windowLength()];
                for (int i = 0; i < count; i++) {
                    fill(samples, from + i, windows, i);
                }
                try (NDManager memory = trainer.getManager().newSubManager()) {
                    NDArray input = memory.create(windows, shape(count, samples));
                    NDList output = trainer.evaluate(new NDList(input));
                    output.attach(memory);
                    float[] flat = output.singletonOrThrow().toFloatArray();
                    for (int i = 0; i < count; i++) {
                        System.arraycopy(flat, i * columns, result[from + i], 0, columns);
                    }
                }
            }
            return result;
        }
    }

    private Shape shape(int windows, Samples samples) {
        return new Shape(windows, samples.windowLength() / width, width);
    }

    /** Puts a scaled window at a row of a batch. */
    private void fill(Samples samples, int sample, float[] batch, int row) {
        int length = samples.windowLength();
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
