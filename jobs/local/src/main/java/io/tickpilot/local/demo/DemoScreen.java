package io.tickpilot.local.demo;

import java.io.PrintStream;

/** Shows the live view: redrawn in place on a terminal, appended now and then elsewhere. Thread-confined. */
public final class DemoScreen implements AutoCloseable {
    private static final String ALTERNATE_SCREEN = "\u001b[?1049h\u001b[?25l";
    private static final String NORMAL_SCREEN = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final long APPEND_EVERY_NANOS = 10_000_000_000L;

    private final PrintStream out;
    private final boolean drawn;
    private final boolean redraws;
    private final DemoView view;
    private boolean opened;
    private long appendedNanos = System.nanoTime() - APPEND_EVERY_NANOS;

    private DemoScreen(PrintStream out, boolean drawn, boolean redraws) {
        this.out = out;
        this.drawn = drawn;
        this.redraws = redraws;
        this.view = new DemoView(redraws);
    }

    public static DemoScreen none() {
        return new DemoScreen(System.out, false, false);
    }

    /** @param terminal whether the stream can be redrawn */
    public static DemoScreen on(PrintStream out, boolean terminal) {
        return new DemoScreen(out, true, terminal);
    }

    /** Draws the newest state. */
    public void show(DemoSnapshot snapshot) {
        if (!drawn) {
            return;
        }
        if (redraws) {
            String text = view.draw(snapshot).replace("\n", CLEAR_LINE + "\n");
            out.print((opened ? "" : ALTERNATE_SCREEN) + HOME + text + CLEAR_BELOW);
            opened = true;
        } else if (System.nanoTime() - appendedNanos >= APPEND_EVERY_NANOS) {
            appendedNanos = System.nanoTime();
            out.println(view.draw(snapshot));
        }
        out.flush();
    }

    @Override
    public void close() {
        if (opened) {
            out.print(NORMAL_SCREEN);
            out.flush();
            opened = false;
        }
    }
}
