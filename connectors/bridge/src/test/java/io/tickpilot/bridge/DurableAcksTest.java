package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurableAcksTest {
    private final DurableAcks acks = new DurableAcks(3);
    private final long[] durable = new long[3];

    @Test
    void aRequestIsReadyWhenAllItsPartitionsAre() {
        DurableAcks.Receipt receipt = receipt(1);
        acks.hold(receipt, 0, 4);
        acks.hold(receipt, 2, 7);

        durable[0] = 9;
        assertThat(ready()).isEmpty();
        durable[2] = 7;
        assertThat(ready()).containsExactly(1L);
        assertThat(acks.size()).isZero();
    }

    @Test
    void aRequestForOnePartitionDoesNotWaitForAnother() {
        acks.hold(receipt(1), 0, 4);
        acks.hold(receipt(2), 1, 1);
        durable[1] = 1;

        assertThat(ready()).containsExactly(2L);
    }

    @Test
    void forgottenRequestsAreNeverReady() {
        acks.hold(receipt(1), 0, 1);
        acks.clear();
        durable[0] = 5;

        assertThat(ready()).isEmpty();
    }

    private List<Long> ready() {
        List<Long> requests = new ArrayList<>();
        acks.release(partition -> durable[partition], receipt -> requests.add(receipt.request));
        return requests;
    }

    private static DurableAcks.Receipt receipt(long request) {
        return new DurableAcks.Receipt(new byte[0], request, 0);
    }
}
