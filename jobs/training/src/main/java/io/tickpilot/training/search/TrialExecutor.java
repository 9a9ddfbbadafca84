package io.tickpilot.training.search;

import java.util.List;
import java.util.function.Consumer;

/** Runs trials, in any order, wherever it likes. */
public interface TrialExecutor {

    /** @param finished hears each outcome as soon as it is known, on the calling thread */
    void run(List<TrialTask> tasks, Consumer<TrialOutcome> finished);
}
