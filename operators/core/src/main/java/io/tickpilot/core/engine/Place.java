package io.tickpilot.core.engine;

import io.tickpilot.core.event.SequencedEvent;

/** Where in the log something happens, and who is told of it. */
record Place(SequencedEvent event, EngineListener listener) {

    long nowMicros() {
        return event.logTimeMicros();
    }
}
