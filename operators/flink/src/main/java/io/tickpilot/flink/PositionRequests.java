package io.tickpilot.flink;

import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.SequencedEvent;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks terminals, once a start and symbol, what they hold: the job may have been away while positions moved. The question is a
 * command in the log, so that a replay waits for the answer where the session did. Not thread-safe.
 */
final class PositionRequests {
    private final Set<String> asked = new HashSet<>();
    private final String source;
    private final long startMicros;

    /** @param startMicros the world's time: each start numbers its questions higher than the one before */
    PositionRequests(int subtask, long startMicros) {
        this.source = "engine-start-" + subtask;
        this.startMicros = startMicros;
    }

    /** @return the question, when this is the first event of its symbol that is no clock's */
    @Nullable
    Command at(SequencedEvent event) {
        if (event.event() instanceof Clock || !asked.add(event.symbol())) {
            return null;
        }
        return new Command(
                event.symbol(),
                event.logTimeMicros(),
                Command.Kind.REPORT_POSITIONS,
                Command.ALL,
                "",
                "engine",
                "the job has started",
                source,
                startMicros);
    }
}
