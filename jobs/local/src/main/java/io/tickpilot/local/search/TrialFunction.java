package io.tickpilot.local.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.training.search.TrialRunner;
import io.tickpilot.training.search.TrialTask;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.jspecify.annotations.Nullable;

/** Runs trials; tasks and outcomes are JSON. One at a time in a process: training engines keep their randomness in its state. */
final class TrialFunction extends RichMapFunction<String, String> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Object ONE_AT_A_TIME = new Object();

    private final TrialPlace place;
    private transient @Nullable TrialRunner runner;

    TrialFunction(TrialPlace place) {
        this.place = place;
    }

    @Override
    public void open(OpenContext context) {
        runner = place.runner();
    }

    @Override
    public String map(String task) throws Exception {
        TrialRunner opened = runner;
        if (opened == null) {
            throw new IllegalStateException("function is not open");
        }
        synchronized (ONE_AT_A_TIME) {
            return JSON.writeValueAsString(opened.run(JSON.readValue(task, TrialTask.class)));
        }
    }
}
