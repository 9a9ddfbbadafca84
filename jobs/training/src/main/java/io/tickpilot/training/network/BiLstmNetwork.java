package io.tickpilot.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.recurrent.LSTM;
import java.util.List;

/**
 * The technical agent's network: the last states of an LSTM over the window and of one over the reversed window, a dense
 * layer with ReLU, dropout, three logits. Two LSTMs, because DJL's own bidirectional one throws when it has biases.
 */
final class BiLstmNetwork implements Network<BiLstmWeights> {
    private static final int TIME_AXIS = 1;

    private final int hidden;
    private final LSTM forward;
    private final LSTM backward;
    private final Linear dense;
    private final Linear logits;
    private final Block block;

    BiLstmNetwork(FitSettings settings) {
        hidden = settings.hidden();
        forward = lstm();
        backward = lstm();
        dense = Linear.builder().setUnits(settings.dense()).build();
        logits = Linear.builder().setUnits(outputs()).build();
        SequentialBlock oldestFirst = new SequentialBlock().add(forward).add(lastState());
        // head(), not singletonOrThrow(): the other LSTM has appended its initial states to the list both branches
        // share.
        SequentialBlock newestFirst = new SequentialBlock()
                .add(new LambdaBlock(in -> new NDList(in.head().flip(TIME_AXIS))))
                .add(backward)
                .add(lastState());
        block = new SequentialBlock()
                .add(new ParallelBlock(BiLstmNetwork::sideBySide, List.of(oldestFirst, newestFirst)))
                .add(dense)
                .add(Activation::relu)
                .add(Dropout.builder().optRate(settings.dropout()).build())
                .add(logits);
    }

    @Override
    public Block block() {
        return block;
    }

    @Override
    public BiLstmWeights weights() {
        return new BiLstmWeights(
                LstmWeights.of(forward), LstmWeights.of(backward), DenseWeights.of(dense), DenseWeights.of(logits));
    }

    private LSTM lstm() {
        return LSTM.builder()
                .setStateSize(hidden)
                .setNumLayers(1)
                .optReturnState(true)
                .optBatchFirst(true)
                .build();
    }

    /** Of (outputs, hidden state, cell state) the hidden state, as one row a window. */
    private LambdaBlock lastState() {
        return new LambdaBlock(out -> new NDList(out.get(1).reshape(-1, hidden)));
    }

    private static NDList sideBySide(List<NDList> branches) {
        NDList both = new NDList();
        for (NDList branch : branches) {
            both.add(branch.singletonOrThrow());
        }
        NDArray joined = NDArrays.concat(both, 1);
        return new NDList(joined);
    }
}
