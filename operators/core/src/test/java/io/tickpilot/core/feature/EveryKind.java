package io.tickpilot.core.feature;

import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.calendar.EconomicEvent;
import io.tickpilot.core.calendar.Impact;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.core.regime.RegimeModels;
import io.tickpilot.core.testing.RandomTicks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Each kind of the catalogue at its defaults and once more with other parameters, cut to no range. */
final class EveryKind {
    private static final long HOUR = 3_600_000_000L;

    static final Resources RESOURCES = new Resources(
            EconomicCalendar.of(List.of(
                    new EconomicEvent(RandomTicks.START_MICROS + HOUR, "USD", Impact.HIGH, "one"),
                    new EconomicEvent(RandomTicks.START_MICROS + 5 * HOUR, "EUR", Impact.LOW, "two"))),
            RegimeModels.plain());

    private EveryKind() {}

    static List<FeatureSchema.Feature> features(BarSpec bars) {
        List<FeatureSchema.Feature> features = new ArrayList<>();
        for (FeatureKind<?> kind : FeatureCatalogue.kinds()) {
            Parameters defaults = Parameters.defaults(kind.parameters());
            Parameters others = defaults;
            for (Parameter parameter : kind.parameters()) {
                if (parameter.otherwise().isEmpty()) {
                    defaults =
                            defaults.with(parameter.name(), RESOURCES.regime().hash());
                    others = others.with(
                            parameter.name(), RESOURCES.regime().hash().substring(0, 8));
                } else {
                    others = others.with(parameter.name(), other(parameter));
                }
            }
            features.add(feature(kind, "", defaults, bars));
            if (!others.equals(defaults)) {
                features.add(feature(kind, "*", others, bars));
            }
        }
        return features;
    }

    private static String other(Parameter parameter) {
        return switch (parameter.form()) {
            case WHOLE_NUMBER ->
                Parameters.plain(Math.min(parameter.max(), Integer.parseInt(parameter.otherwise()) * 3 / 2 + 1));
            case NUMBER -> Parameters.plain(Math.min(parameter.max(), Double.parseDouble(parameter.otherwise()) * 1.5));
            case WORD ->
                parameter.choices().stream()
                        .filter(word -> !word.equals(parameter.otherwise()))
                        .findFirst()
                        .orElseThrow();
        };
    }

    private static FeatureSchema.Feature feature(
            FeatureKind<?> kind, String suffix, Parameters parameters, BarSpec bars) {
        return new FeatureSchema.Feature(
                kind.name() + suffix,
                kind.name(),
                parameters,
                bars,
                Scale.NONE,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY);
    }

    static FeatureSchema over(String bars, int lookback) {
        return schema("every-" + bars, bars, lookback, features(BarSpec.parse(bars)));
    }

    static FeatureSchema schema(String name, String rows, int lookback, List<FeatureSchema.Feature> features) {
        return new FeatureSchema(name, 1, BarSpec.parse(rows), lookback, features);
    }

    static FeaturePlan plan(FeatureSchema... schemas) {
        return FeaturePlan.of(List.of(schemas), RESOURCES);
    }

    static MarketState market(FeaturePlan plan) {
        return MarketState.empty("EURUSD", InstrumentCatalogue.presets(), ValidationSettings.defaults(), plan);
    }

    static byte[] written(MarketState market) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        market.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    static MarketState restored(byte[] written, FeaturePlan plan) throws IOException {
        return MarketState.readFrom(
                new DataInputStream(new ByteArrayInputStream(written)),
                InstrumentCatalogue.presets(),
                ValidationSettings.defaults(),
                plan);
    }

    static float[] row(MarketState market, FeatureSchema schema) {
        float[] row = new float[schema.width()];
        market.readRow(schema, row);
        return row;
    }

    /** As integers, so that every bit counts and NaN equals itself. */
    static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
