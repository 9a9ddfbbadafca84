package io.tickpilot.mql4.translate;

/** Where something was written; {@code line} counts from 1. */
public record Place(String file, int line) {

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
