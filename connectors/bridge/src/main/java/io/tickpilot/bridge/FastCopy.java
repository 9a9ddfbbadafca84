package io.tickpilot.bridge;

import org.zeromq.ZMQ;

/** Publishes records as one frame: the partition as two bytes, big endian, by which readers subscribe, then the record. */
final class FastCopy {
    private final ZMQ.Socket publisher;

    FastCopy(ZMQ.Socket publisher) {
        this.publisher = publisher;
    }

    void publish(int partition, byte[] record) {
        byte[] frame = new byte[record.length + 2];
        frame[0] = (byte) (partition >>> 8);
        frame[1] = (byte) partition;
        System.arraycopy(record, 0, frame, 2, record.length);
        publisher.send(frame);
    }
}
