package io.tickpilot.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeaturePlanTest {

    @Test
    void featuresOfEqualParametersReadOnePieceOfState() {
        FeatureSchema schema = FeatureSchema.technicalV1();

        assertThat(FeaturePlan.of(schema).pieceNamesReadBy(schema))
                .containsExactly(
                        "bars()@m1",
                        "atr(period=14)@m1",
                        "tick-mean(period=30)@m1",
                        "rsi(period=14)@m1",
                        "macd(fast=12,signal=9,slow=26)@m1",
                        "bollinger(period=20,width=2)@m1",
                        "ema-cross(fast=9,slow=21)@m1");
    }

    @Test
    void featuresOfTheTimeReadNone() {
        FeatureSchema schema = FeatureSchema.parse("{name: x, features: [{of: session-asia}, {of: minutes-to-event}]}");

        assertThat(FeaturePlan.of(schema).pieceNamesReadBy(schema)).isEmpty();
    }
}
