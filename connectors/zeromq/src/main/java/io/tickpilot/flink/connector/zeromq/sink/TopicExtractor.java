package io.tickpilot.flink.connector.zeromq.sink;

import java.io.Serializable;

/** Names the topic a record is published under: the first frame of its message. */
@FunctionalInterface
public interface TopicExtractor<T> extends Serializable {
    String topicOf(T element);
}
