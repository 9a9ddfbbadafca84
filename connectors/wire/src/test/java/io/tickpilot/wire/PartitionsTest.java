package io.tickpilot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Equality with Flink's own assignment is tested where Flink is on the class path, in operators/flink. */
class PartitionsTest {

    @Test
    void everySymbolHasAPartition() {
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            int count = 1 + random.nextInt(128);
            assertThat(Partitions.of(Long.toString(random.nextLong(), 36), count))
                    .isBetween(0, count - 1);
        }
    }

    @Test
    void symbolsSpreadOverPartitions() {
        int[] symbols = new int[64];
        for (int i = 0; i < 6_400; i++) {
            symbols[Partitions.of("SYM" + i, 64)]++;
        }

        assertThat(Arrays.stream(symbols).boxed()).allMatch(n -> n > 50 && n < 160);
    }
}
