package io.tickpilot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Seeded: whatever arrives, a decoder answers with a value or a {@link WireException}. */
class DecoderFuzzTest {

    @Test
    void decodersAnswerWhateverArrives() {
        assertThat(fuzz(300_000, 11)).isPositive();
    }

    @Test
    @Tag("long")
    void decodersAnswerTenMillionInputs() {
        assertThat(fuzz(10_000_000, 12)).isPositive();
    }

    /** @return inputs that were refused */
    private static long fuzz(int inputs, long seed) {
        Random random = new Random(seed);
        List<byte[]> seeds = new ArrayList<>();
        Samples.records().values().forEach(record -> seeds.add(WireCodec.encode(record)));
        seeds.add(WireCodec.encode(Samples.SIGNAL));
        seeds.add(WireCodec.encode(Samples.DECISION));
        seeds.add(WireCodec.encode(Samples.BAR));
        seeds.add(WireCodec.encode(Samples.REGIME_CHANGE));
        seeds.add(WireCodec.encode(Samples.BREAKER_CHANGE));
        seeds.add(WireCodec.encode(Samples.RECONCILED));
        seeds.add(WireCodec.encode(Samples.deadLetter()));
        long refused = 0;
        for (int i = 0; i < inputs; i++) {
            byte[] bytes = mutated(seeds.get(random.nextInt(seeds.size())), random);
            try {
                switch (random.nextInt(6)) {
                    case 0 -> WireCodec.decodeSignal(bytes);
                    case 1 -> WireCodec.decodeDecision(bytes);
                    case 2 -> WireCodec.decodeBar(bytes);
                    case 3 -> WireCodec.decodeDeadLetter(bytes);
                    case 4 -> WireCodec.decodeAlert(bytes);
                    default -> WireCodec.encode(WireCodec.decodeRecord(bytes));
                }
            } catch (WireException e) {
                refused++;
            }
        }
        return refused;
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                bytes = new byte[random.nextInt(64)];
                random.nextBytes(bytes);
            }
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 8));
            default -> {
                int flips = 1 + random.nextInt(6);
                for (int i = 0; i < flips; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
        }
        return bytes;
    }
}
