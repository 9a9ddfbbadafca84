package io.tickpilot.flink.connector.zeromq;

import java.util.List;

/** A message as it was received. Its frames may be kept. */
public final class ZeroMqMessage {
    private final String topic;
    private final List<byte[]> frames;

    /**
     * @param topic the subscription it came by; the first frame begins with it
     * @param frames at least one
     */
    public ZeroMqMessage(String topic, List<byte[]> frames) {
        this.topic = topic;
        this.frames = List.copyOf(frames);
    }

    /** The subscription it came by: one of those given to the builder. */
    public String topic() {
        return topic;
    }

    /** All frames; the first begins with the topic. */
    public List<byte[]> frames() {
        return frames;
    }

    /** The last frame: what follows the topic, or topic and content together where a message is one frame. */
    public byte[] value() {
        return frames.get(frames.size() - 1);
    }
}
