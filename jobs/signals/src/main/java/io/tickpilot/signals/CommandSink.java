package io.tickpilot.signals;

import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.bridge.curve.ClientKeys;
import io.tickpilot.bridge.curve.KeyPair;
import io.tickpilot.core.event.Command;
import io.tickpilot.flink.connector.zeromq.CurveKeys;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands commands to the bridge, which puts them into the log: only there they take effect. Never blocks the job. */
final class CommandSink implements Sink<Command> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(CommandSink.class);

    private final String control;
    private final @Nullable CurveKeys keys;

    /**
     * @param control addresses of the bridges' control, separated by commas
     * @param keys an operator's; null for bridges that want none
     */
    CommandSink(String control, @Nullable CurveKeys keys) {
        this.control = control;
        this.keys = keys;
    }

    @Override
    public SinkWriter<Command> createWriter(WriterInitContext context) {
        ClientSettings settings = ClientSettings.feed(
                        "signals-job-" + context.getTaskInfo().getIndexOfThisSubtask(), control)
                .withRole("operator");
        return new Writer(BridgeClient.connect(settings.withKeys(clientKeys())));
    }

    private @Nullable ClientKeys clientKeys() {
        CurveKeys own = keys;
        return own == null || own.serverKey() == null
                ? null
                : new ClientKeys(own.serverKey(), new KeyPair(own.publicKey(), own.secretKey()));
    }

    private static final class Writer implements SinkWriter<Command> {
        private final BridgeClient client;

        Writer(BridgeClient client) {
            this.client = client;
        }

        @Override
        public void write(Command command, Context context) {
            if (!client.send(command)) {
                LOG.warn("command was not taken, the bridge is away: {}", command);
            }
        }

        @Override
        public void flush(boolean endOfInput) {
            // the client repeats until the journal has it; a checkpoint does not wait for that
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
