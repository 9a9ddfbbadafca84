package io.tickpilot.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.bar.ActivityBar;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.core.testing.RandomTicks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a listener hears of bars of activity. */
class ActivityBarsTest {
    private static final FeatureSchema SCHEMA = FeatureSchema.parse("""
            name: activity
            rows: ticks-50
            features: [{of: ticks}, {of: close-change}]
            """);

    private final MarketState market = MarketState.empty(
            "EURUSD", InstrumentCatalogue.presets(), ValidationSettings.defaults(), FeaturePlan.of(SCHEMA));

    private final List<ActivityBar> bars = new ArrayList<>();
    private final List<float[]> rows = new ArrayList<>();
    private final List<Long> acceptedBefore = new ArrayList<>();
    private long accepted;

    @Test
    void hearsEachBarOnceItsRowIsMadeAndBeforeItsTick() {
        RandomTicks.of("EURUSD", 5, 1_020).forEach(tick -> market.onTick(tick, new Listener()));

        assertThat(accepted).isEqualTo(1_020);
        assertThat(bars)
                .hasSize(20)
                .allMatch(bar -> bar.ticks() == 50 && bar.spec().equals("ticks-50"));
        for (int i = 0; i < bars.size(); i++) {
            assertThat(rows.get(i)[0]).isEqualTo(50);
            assertThat(acceptedBefore.get(i)).isEqualTo(50 * (i + 1) - 1);
            if (i > 0) {
                double change = bars.get(i).bidClose() - bars.get(i - 1).bidClose();
                assertThat(rows.get(i)[1]).isEqualTo((float) change);
            }
        }
    }

    private final class Listener implements MarketListener {
        @Override
        public void onAccepted(SequencedEvent tick) {
            accepted++;
        }

        @Override
        public void onBar(Bar bar) {}

        @Override
        public void onActivityBar(ActivityBar bar) {
            float[] row = new float[SCHEMA.width()];
            market.readRow(SCHEMA, row);
            bars.add(bar);
            rows.add(row);
            acceptedBefore.add(accepted);
        }

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {
            throw new AssertionError(deadLetter);
        }
    }
}
