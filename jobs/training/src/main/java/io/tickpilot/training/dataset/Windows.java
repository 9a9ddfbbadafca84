package io.tickpilot.training.dataset;

/** The windows of a dataset, in the order they were taken. Reading is safe from any thread. */
public interface Windows {

    /** Floats of one window. */
    int length();

    /** Copies the window at a place to {@code target} from {@code offset} on. */
    void read(int place, float[] target, int offset);

    /** Windows in memory. */
    static Windows of(float[][] windows, int length) {
        return new Windows() {
            @Override
            public int length() {
                return length;
            }

            @Override
            public void read(int place, float[] target, int offset) {
                System.arraycopy(windows[place], 0, target, offset, length);
            }
        };
    }
}
