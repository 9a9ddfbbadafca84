package io.tickpilot.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.core.testing.RandomTicks;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bits that shipped models were trained on: whatever computes them may change, they may not. */
class TechnicalWindowsTest {
    private static final FeatureSchema SCHEMA = FeatureSchema.technicalV1();

    /** SHA-256 over every window, at each accepted tick and each closed bar, as the first release computed them. */
    @ParameterizedTest
    @CsvSource({
        "11, ba8db3e32153d85d8dccd453f85ea16eedc0fb7c8132d5e694d0f56bbc95b913",
        "12, d5a6864f90901536bc503c82071aaa108714c01788c0ac1ded2af5527f646cc2",
        "13, 5f0512a6bd16402658c378e215565db8ab4e540d66f584f517d541e63619d728"
    })
    void areBitForBitThoseOfTheFirstRelease(long seed, String expected) throws Exception {
        MarketState state = MarketState.empty(
                "EURUSD",
                InstrumentCatalogue.from(Settings.parse("", Map.of())),
                ValidationSettings.from(Settings.parse("", Map.of())),
                FeaturePlan.of(SCHEMA));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        float[] window = new float[SCHEMA.size()];
        MarketListener hashing = new MarketListener() {
            @Override
            public void onAccepted(SequencedEvent tick) {
                hash();
            }

            @Override
            public void onBar(Bar bar) {
                hash();
            }

            @Override
            public void onDeadLetter(DeadLetter deadLetter) {}

            private void hash() {
                if (state.fill(SCHEMA, window)) {
                    ByteBuffer bytes = ByteBuffer.allocate(4 * window.length);
                    bytes.asFloatBuffer().put(window);
                    digest.update(bytes.array());
                }
            }
        };
        for (SequencedEvent event : RandomTicks.of("EURUSD", seed, 12_000)) {
            state.onTick(event, hashing);
        }

        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(expected);
    }
}
