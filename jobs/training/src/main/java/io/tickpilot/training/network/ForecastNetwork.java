package io.tickpilot.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.tickpilot.training.dataset.Label;
import org.jspecify.annotations.Nullable;

/**
 * The price_prediction agent's network: a causal convolution over time with ReLU, an LSTM, additive attention over its states
 * (Bahdanau et al. 2015, with the query learned), and of the attended state beside the last one a dense layer with ReLU, dropout,
 * three logits and the quantiles. Quantiles cannot cross: each is the one before and a softplus.
 */
final class ForecastNetwork extends AbstractBlock implements Network<ForecastWeights> {
    private final int kernel;
    private final int filters;
    private final int hidden;
    private final int attentionUnits;
    private final int denseUnits;
    private final Conv1d convolution;
    private final LSTM lstm;
    private final Linear attention;
    private final Linear energy;
    private final Linear dense;
    private final Dropout dropout;
    private final Linear head;

    ForecastNetwork(ForecastSettings settings) {
        kernel = settings.kernel();
        filters = settings.filters();
        hidden = settings.fit().hidden();
        attentionUnits = settings.attention();
        denseUnits = settings.fit().dense();
        convolution = addChildBlock(
                "convolution",
                Conv1d.builder()
                        .setKernelShape(new Shape(kernel))
                        .optPadding(new Shape(kernel - 1))
                        .setFilters(filters)
                        .build());
        lstm = addChildBlock(
                "lstm",
                LSTM.builder()
                        .setStateSize(hidden)
                        .setNumLayers(1)
                        .optBatchFirst(true)
                        .build());
        attention = addChildBlock("attention", linear(attentionUnits));
        energy = addChildBlock(
                "energy", Linear.builder().setUnits(1).optBias(false).build());
        dense = addChildBlock("dense", linear(denseUnits));
        dropout = addChildBlock(
                "dropout", Dropout.builder().optRate(settings.fit().dropout()).build());
        head = addChildBlock("head", linear(outputs()));
    }

    @Override
    public Block block() {
        return this;
    }

    @Override
    public int outputs() {
        return Label.COUNT + Quantiles.COUNT;
    }

    @Override
    public ForecastWeights weights() {
        return new ForecastWeights(
                kernel,
                DenseWeights.of(convolution),
                LstmWeights.of(lstm),
                DenseWeights.of(attention),
                DenseWeights.values(energy, "weight"),
                DenseWeights.of(dense),
                DenseWeights.of(head));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> parameters) {
        NDArray window = inputs.head();
        long rows = window.getShape().get(1);
        NDArray filtered = apply(convolution, window.transpose(0, 2, 1), store, training);
        // Padded on both sides and cut to the first rows: the filter at a row sees that row and those before.
        NDArray causal = Activation.relu(filtered.get(":, :, 0:{}", rows)).transpose(0, 2, 1);
        NDArray states = apply(lstm, causal, store, training);
        NDArray share = apply(energy, Activation.tanh(apply(attention, states, store, training)), store, training)
                .softmax(1);
        NDArray attended = states.mul(share).sum(new int[] {1});
        NDArray last = states.get(":, {}", rows - 1);
        NDArray both = NDArrays.concat(new NDList(attended, last), 1);
        NDArray active = apply(dropout, Activation.relu(apply(dense, both, store, training)), store, training);
        NDArray numbers = apply(head, active, store, training);
        int quantiles = Label.COUNT + 1;
        NDArray distances = Activation.softPlus(numbers.get(":, {}:", quantiles));
        NDArray rising = NDArrays.concat(new NDList(numbers.get(":, {}:{}", Label.COUNT, quantiles), distances), 1)
                .cumSum(1);
        return new NDList(NDArrays.concat(new NDList(numbers.get(":, 0:{}", Label.COUNT), rising), 1));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), outputs())};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        long batch = inputs[0].get(0);
        long rows = inputs[0].get(1);
        convolution.initialize(manager, type, new Shape(batch, inputs[0].get(2), rows));
        lstm.initialize(manager, type, new Shape(batch, rows, filters));
        attention.initialize(manager, type, new Shape(batch, rows, hidden));
        energy.initialize(manager, type, new Shape(batch, rows, attentionUnits));
        dense.initialize(manager, type, new Shape(batch, 2L * hidden));
        dropout.initialize(manager, type, new Shape(batch, denseUnits));
        head.initialize(manager, type, new Shape(batch, denseUnits));
    }

    private static Linear linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    private static NDArray apply(Block layer, NDArray input, ParameterStore store, boolean training) {
        return layer.forward(store, new NDList(input), training).head();
    }
}
