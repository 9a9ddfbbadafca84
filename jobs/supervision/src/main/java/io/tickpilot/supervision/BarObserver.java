package io.tickpilot.supervision;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.supervision.pattern.Observation;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Bars as observations, measured by the bars before them. Keyed by symbol. */
final class BarObserver extends KeyedProcessFunction<String, Bar, Observation> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<MarketMeasures> stored;

    @Override
    public void open(OpenContext context) {
        stored = getRuntimeContext().getState(new ValueStateDescriptor<>("measures", new MarketMeasuresSerializer()));
    }

    @Override
    public void processElement(Bar bar, Context context, Collector<Observation> out) throws Exception {
        MarketMeasures measures = stored.value();
        if (measures == null) {
            measures = new MarketMeasures();
        }
        Map<String, Double> measured = measures.take(bar);
        stored.update(measures);
        out.collect(new Observation(
                "bar-" + bar.timeframe().name().toLowerCase(Locale.ROOT),
                bar.symbol(),
                "",
                bar.endMicros(),
                measured,
                Map.of()));
    }
}
