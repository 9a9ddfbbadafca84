package io.tickpilot.bridge;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** Requests that wait until everything they put into the log, or found in it, is durable. One thread. */
final class DurableAcks {
    private final ArrayDeque<Waiting>[] byPartition;
    private int waiting;

    /** A request and what became of its events. */
    static final class Receipt {
        final byte[] client;
        final long request;
        final long receivedMicros;
        int accepted;
        int duplicates;
        /** Of the client, when it has one. */
        @Nullable
        ClientSession session;

        private int openPartitions;

        Receipt(byte[] client, long request, long receivedMicros) {
            this.client = client;
            this.request = request;
            this.receivedMicros = receivedMicros;
        }
    }

    private record Waiting(long below, Receipt receipt) {}

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of generics
    DurableAcks(int partitions) {
        byPartition = new ArrayDeque[partitions];
        for (int i = 0; i < partitions; i++) {
            byPartition[i] = new ArrayDeque<>();
        }
    }

    /** The receipt is not ready before the partition is durable below the given sequence. */
    void hold(Receipt receipt, int partition, long below) {
        byPartition[partition].add(new Waiting(below, receipt));
        receipt.openPartitions++;
        waiting++;
    }

    /** @return whether any receipt became ready */
    boolean release(IntToLongFunction durableBelow, Consumer<Receipt> ready) {
        if (waiting == 0) {
            return false;
        }
        boolean any = false;
        for (int partition = 0; partition < byPartition.length; partition++) {
            ArrayDeque<Waiting> queue = byPartition[partition];
            if (queue.isEmpty()) {
                continue;
            }
            long durable = durableBelow.applyAsLong(partition);
            for (Waiting head = queue.peek(); head != null && head.below() <= durable; head = queue.peek()) {
                queue.remove();
                waiting--;
                if (--head.receipt().openPartitions == 0) {
                    ready.accept(head.receipt());
                    any = true;
                }
            }
        }
        return any;
    }

    /** Forgets all of them; their senders repeat. */
    void clear() {
        for (ArrayDeque<Waiting> queue : byPartition) {
            queue.clear();
        }
        waiting = 0;
    }

    int size() {
        return waiting;
    }
}
