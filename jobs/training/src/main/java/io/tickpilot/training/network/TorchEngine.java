package io.tickpilot.training.network;

import ai.djl.engine.Engine;
import io.tickpilot.training.TrainingException;

/** PyTorch through DJL, offline, without telemetry and on one thread. */
final class TorchEngine {
    static final String NAME = "PyTorch";

    private TorchEngine() {}

    /**
     * DJL reads these properties when it loads; the natives come from the class path. One thread: matrices this small gain
     * a third from a second one on an idle machine and lose a factor of four to its spinning on a busy one.
     */
    static Engine load() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        try {
            return Engine.getEngine(NAME);
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            throw new TrainingException(
                    "the training engine cannot be loaded on this machine (needs Linux on x86-64): " + e.getMessage(),
                    e);
        }
    }
}
