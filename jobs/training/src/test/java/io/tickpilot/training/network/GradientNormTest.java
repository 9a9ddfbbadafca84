package io.tickpilot.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import org.junit.jupiter.api.Test;

/** The sum of what a dense layer without bias makes of (3, -4) has the gradient (3, -4), of norm 5. */
class GradientNormTest {

    @Test
    void scalesBothSignsDownToTheLimit() {
        assertThat(clippedAt(1)).containsExactly(new float[] {0.6f, -0.8f}, within(1e-6f));
    }

    @Test
    void leavesAShortGradientAsItIs() {
        assertThat(clippedAt(5.1)).containsExactly(3, -4);
    }

    private static float[] clippedAt(double limit) {
        TorchEngine.load();
        Linear layer = Linear.builder().setUnits(1).optBias(false).build();
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.l1Loss()).optDevices(new Device[] {Device.cpu()});
        try (Model model = Model.newInstance("layer", TorchEngine.NAME)) {
            model.setBlock(layer);
            try (Trainer trainer = model.newTrainer(config);
                    NDManager memory = trainer.getManager().newSubManager()) {
                trainer.initialize(new Shape(1, 2));
                NDArray input = memory.create(new float[] {3, -4}, new Shape(1, 2));
                try (GradientCollector gradients = trainer.newGradientCollector()) {
                    gradients.backward(trainer.forward(new NDList(input))
                            .singletonOrThrow()
                            .sum());
                }

                double norm = GradientNorm.clip(layer, limit, memory);

                assertThat(norm).isCloseTo(5, within(1e-5));
                return layer.getParameters().valueAt(0).getArray().getGradient().toFloatArray();
            }
        }
    }
}
