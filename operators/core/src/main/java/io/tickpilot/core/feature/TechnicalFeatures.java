package io.tickpilot.core.feature;

import io.tickpilot.core.feature.FeatureSchema.Feature;
import java.util.List;

/** The rows of {@link FeatureSchema#technicalV1()}. */
final class TechnicalFeatures {
    static final List<Feature> DEFINITIONS = List.of(
            new Feature("open", "(open - previous close) / atr14", -10, 10),
            new Feature("high", "(high - previous close) / atr14", -10, 10),
            new Feature("low", "(low - previous close) / atr14", -10, 10),
            new Feature("close", "(close - previous close) / atr14", -10, 10),
            new Feature("volume", "ln((1 + ticks) / (1 + ema30 of ticks))", -5, 5),
            new Feature("rsi", "rsi14 / 100", 0, 1),
            new Feature("macd", "macd(12, 26) / atr14", -10, 10),
            new Feature("macd_histogram", "(macd(12, 26) - its ema9) / atr14", -10, 10),
            new Feature("bollinger_b", "(close - lower band) / (upper band - lower band), bollinger(20, 2)", -1, 2),
            new Feature("bollinger_width", "(upper band - lower band) / atr14, bollinger(20, 2)", 0, 20),
            new Feature("atr", "ln(10000 * atr14 / close)", -8, 8),
            new Feature("ema_cross", "(ema9 - ema21) / atr14", -10, 10));

    private TechnicalFeatures() {}
}
