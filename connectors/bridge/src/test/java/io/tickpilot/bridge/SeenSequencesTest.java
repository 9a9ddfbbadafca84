package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenSequencesTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithAPlainSetAsLongAsNothingIsForgotten(long seed) {
        Random random = new Random(seed);
        SeenSequences seen = new SeenSequences();
        TreeSet<Long> naive = new TreeSet<>();
        for (int i = 0; i < 6_000; i++) {
            long sequence = random.nextInt(8_000) - 1_000;

            assertThat(seen.add(sequence)).isEqualTo(naive.add(sequence));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void neverTakesANumberTwiceAndNeverRefusesANewerOne(long seed) {
        Random random = new Random(seed);
        SeenSequences seen = new SeenSequences();
        TreeSet<Long> taken = new TreeSet<>();
        long head = Long.MIN_VALUE / 2;
        for (int i = 0; i < 100_000; i++) {
            boolean late = random.nextInt(10) == 0;
            long sequence = late ? head - random.nextInt(20_000) : (head += 1 + random.nextInt(3));

            boolean added = seen.add(sequence);

            assertThat(added && !taken.add(sequence)).isFalse();
            assertThat(late || added).isTrue();
        }
    }

    @Test
    void leapsDoNotForgetWhatIsRecent() {
        SeenSequences seen = new SeenSequences();
        seen.add(1);
        seen.add(1_000_000_000_000L);

        assertThat(seen.add(2)).isTrue();
        assertThat(seen.add(1)).isFalse();
    }
}
