package io.tickpilot.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.core.testing.RandomTicks;
import io.tickpilot.core.testing.RecordingListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EveryFeatureTest {

    @ParameterizedTest
    @ValueSource(strings = {"m1", "m5", "s1", "ticks-50", "volume-200", "dollar-100"})
    void hasANumberOverAnyBarsOnceWarm(String bars) {
        FeatureSchema schema = FeatureCatalogue.everyFeature(BarSpec.parse(bars), Resources.NONE);
        MarketState market = MarketState.empty(
                "EURUSD", InstrumentCatalogue.presets(), ValidationSettings.defaults(), FeaturePlan.of(schema));
        RecordingListener listener = new RecordingListener();
        for (SequencedEvent event : RandomTicks.of("EURUSD", 5, 40_000)) {
            market.onTick(event, listener);
        }
        float[] row = new float[schema.width()];

        market.readRow(schema, row);

        for (int i = 0; i < row.length; i++) {
            if (!schema.featureNames().get(i).equals("quote-imbalance")) {
                assertThat(row[i]).as(schema.featureNames().get(i)).isFinite();
            }
        }
    }
}
