package io.tickpilot.local.cli;

import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.network.Epoch;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A training on stderr: one bar for each phase, epochs and notes as lines between, a line when Ctrl-C ends it. */
final class TrainingProgress implements TrainingListener, AutoCloseable {
    private final Thread interruption = new Thread(
            () -> System.err.println(
                    "tickpilot: interrupted: nothing half-written is left, what was there before is as it was"),
            "training-interrupted");

    private @Nullable Phase phase;
    private @Nullable ProgressBar bar;

    TrainingProgress() {
        Runtime.getRuntime().addShutdownHook(interruption);
    }

    @Override
    public void onProgress(Phase now, double share) {
        ProgressBar current = bar;
        if (now != phase || current == null) {
            endBar();
            phase = now;
            current = new ProgressBar(now.name().toLowerCase(Locale.ROOT));
            bar = current;
        }
        current.show(share, "");
    }

    @Override
    public void onEpoch(Epoch e) {
        line(String.format(
                Locale.ROOT,
                "epoch %d: train loss %.4f, validation loss %.4f, accuracy %.3f, %.0f s%s",
                e.number(),
                e.trainLoss(),
                e.validationLoss(),
                e.validationAccuracy(),
                e.seconds(),
                e.best() ? ", best so far" : ""));
    }

    @Override
    public void onNote(String line) {
        line(line);
    }

    private void line(String text) {
        endBar();
        System.err.println(text);
    }

    @Override
    public void close() {
        endBar();
        try {
            Runtime.getRuntime().removeShutdownHook(interruption);
        } catch (IllegalStateException e) {
            // the process is ending: the hook has its say
        }
    }

    private void endBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
