package io.tickpilot.local.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.training.search.TrialRunner;
import io.tickpilot.training.search.TrialTask;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs trials; tasks and outcomes are JSON. In this process one at a time, because training engines keep their randomness in its state;
 * on a cluster each in a {@link TrialProcess}.
 */
final class TrialFunction extends RichMapFunction<String, String> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Object ONE_AT_A_TIME = new Object();

    private final TrialPlace place;
    private final String classPath;
    private transient @Nullable TrialRunner runner;

    /** @param classPath of the processes, empty for trials in this one */
    TrialFunction(TrialPlace place, String classPath) {
        this.place = place;
        this.classPath = classPath;
    }

    @Override
    public void open(OpenContext context) {
        runner = classPath.isEmpty() ? place.runner() : null;
    }

    @Override
    public String map(String json) throws Exception {
        TrialTask task = JSON.readValue(json, TrialTask.class);
        TrialRunner opened = runner;
        if (opened == null) {
            return JSON.writeValueAsString(new TrialProcess(place, classPath).run(task));
        }
        synchronized (ONE_AT_A_TIME) {
            return JSON.writeValueAsString(opened.run(task));
        }
    }
}
