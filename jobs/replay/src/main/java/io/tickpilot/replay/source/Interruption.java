package io.tickpilot.replay.source;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A failure on purpose, once a run. The first reader with that many ticks waits until a checkpoint is complete, reads on a
 * little, so that the restore has something to take back, and throws.
 *
 * @param markerFile exists once it has happened
 */
public record Interruption(long afterTicks, String markerFile) implements Serializable {
    private static final int EVENTS_AFTER_CHECKPOINT = 1_500;

    /** Whether it has happened. */
    public boolean isDone() {
        return Files.exists(Path.of(markerFile));
    }

    /** One reader's part in it. */
    static final class Course {
        private final @Nullable Interruption wanted;
        private long ticks;
        private boolean holding;
        private long checkpointWhileHolding = Long.MAX_VALUE;
        private int eventsLeft = -1;

        Course(@Nullable Interruption interruption) {
            wanted = interruption == null || interruption.isDone() ? null : interruption;
        }

        /** @return whether to go on at once */
        boolean afterTick() {
            if (wanted != null && ++ticks == wanted.afterTicks) {
                holding = true;
            }
            return !holding;
        }

        void afterEvent() {
            if (eventsLeft > 0 && --eventsLeft == 0) {
                strike();
            }
        }

        void atEnd() {
            if (eventsLeft >= 0) {
                strike();
            }
        }

        boolean isHolding() {
            return holding;
        }

        void snapshot(long checkpoint) {
            if (holding) {
                checkpointWhileHolding = Math.min(checkpointWhileHolding, checkpoint);
            }
        }

        /** @return whether reading goes on now */
        boolean completed(long checkpoint) {
            if (!holding || checkpoint < checkpointWhileHolding) {
                return false;
            }
            holding = false;
            eventsLeft = EVENTS_AFTER_CHECKPOINT;
            return true;
        }

        private void strike() {
            if (wanted == null || wanted.isDone()) {
                eventsLeft = -1;
                return;
            }
            try {
                Files.createFile(Path.of(wanted.markerFile));
            } catch (IOException e) {
                throw new IllegalStateException("interruption cannot be noted: " + wanted.markerFile, e);
            }
            throw new Struck();
        }
    }

    /** The failure itself. */
    private static final class Struck extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        Struck() {
            super("replay fails on purpose, to be restored");
        }
    }
}
