package io.tickpilot.local.cli;

import java.io.PrintStream;
import java.util.Locale;

/** A bar on stderr, redrawn in place on a terminal, one line every tenth elsewhere. Thread-confined. */
public final class ProgressBar implements AutoCloseable {
    private static final int CELLS = 30;

    private final PrintStream out;
    private final String label;
    private final boolean redraws;
    private int drawnPercent = -10;
    private boolean closed;

    public ProgressBar(String label) {
        this(System.err, label, System.console() != null);
    }

    ProgressBar(PrintStream out, String label, boolean redraws) {
        this.out = out;
        this.label = label;
        this.redraws = redraws;
    }

    /**
     * @param done fraction in [0, 1]; other values are cut to it
     * @param note short text behind the bar
     */
    public void show(double done, String note) {
        int percent = (int) Math.round(100 * Math.min(1, Math.max(0, done)));
        boolean worthIt = redraws ? percent != drawnPercent || !note.isEmpty() : percent / 10 != drawnPercent / 10;
        if (closed || !worthIt) {
            return;
        }
        drawnPercent = percent;
        int full = CELLS * percent / 100;
        String line = String.format(
                Locale.ROOT, "%s [%s%s] %3d %% %s", label, "#".repeat(full), ".".repeat(CELLS - full), percent, note);
        out.print(redraws ? "\r" + line + "\u001b[K" : line + "\n");
        out.flush();
    }

    @Override
    public void close() {
        if (redraws && !closed && drawnPercent >= 0) {
            out.println();
        }
        closed = true;
    }
}
