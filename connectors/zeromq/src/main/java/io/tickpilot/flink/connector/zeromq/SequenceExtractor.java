package io.tickpilot.flink.connector.zeromq;

import java.io.Serializable;

/**
 * Finds the number its publisher gave a message: counting up by one within the topic. PUB/SUB itself numbers nothing and
 * drops without a word, so that only such a number shows what is missing.
 */
@FunctionalInterface
public interface SequenceExtractor extends Serializable {
    /** For a message without a number. */
    long NONE = -1;

    /** Returns {@link #NONE} or a number from 0. */
    long sequenceOf(ZeroMqMessage message);
}
