package io.tickpilot.supervision;

import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.event.Command;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.jspecify.annotations.Nullable;

/**
 * Commands to the bridge, which sequences them like any input. A checkpoint waits until the journal has all of them: after a failure
 * what is decided again has the same numbers, and the bridge knows it.
 */
final class CommandSink implements Sink<Command> {
    private static final long serialVersionUID = 1L;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final String control;
    private final @Nullable OperatorKeys keys;

    /** @param control addresses of the bridges' control, separated by commas */
    CommandSink(String control, @Nullable OperatorKeys keys) {
        this.control = control;
        this.keys = keys;
    }

    @Override
    public SinkWriter<Command> createWriter(WriterInitContext context) {
        ClientSettings settings = ClientSettings.operator("supervision-job", control);
        return new Writer(BridgeClient.connect(keys == null ? settings : settings.withKeys(keys.client())));
    }

    private static final class Writer implements SinkWriter<Command> {
        private final BridgeClient client;

        Writer(BridgeClient client) {
            this.client = client;
        }

        @Override
        public void write(Command command, Context context) throws InterruptedException {
            client.sendWaiting(command);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
            if (!client.flush(LONGEST_WAIT)) {
                throw new IOException("bridge does not take commands: waiting="
                        + client.stats().inFlight());
            }
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
