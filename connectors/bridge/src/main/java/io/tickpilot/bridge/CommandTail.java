package io.tickpilot.bridge;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Commands for terminals on their way from the reader of the journal, which has them back from Kafka, to the signal thread. */
final class CommandTail {
    private final ConcurrentLinkedQueue<StandingCommands.Standing> commands = new ConcurrentLinkedQueue<>();
    private final Runnable wake;

    /** @param wake called when there is something to take */
    CommandTail(Runnable wake) {
        this.wake = wake;
    }

    void add(StandingCommands.Standing command) {
        commands.add(command);
        wake.run();
    }

    /** The next one, or nothing. */
    StandingCommands.@Nullable Standing poll() {
        return commands.poll();
    }
}
