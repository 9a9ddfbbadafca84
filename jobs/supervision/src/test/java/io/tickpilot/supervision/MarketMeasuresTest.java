package io.tickpilot.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class MarketMeasuresTest {

    @Test
    void theAverageRangeIsWildersOverFourteenMinutes() {
        MarketMeasures measures = new MarketMeasures();
        List<Bar> minutes = bars(Timeframe.M1, 200);
        double naive = Double.NaN;
        for (int i = 0; i < minutes.size(); i++) {
            assertThat(measures.take(minutes.get(i)).get("atr")).as("bar %s", i).isEqualTo(naive, within(1e-12));
            naive = i < 13 ? Double.NaN : wilder(minutes.subList(0, i + 1));
        }
    }

    private static double wilder(List<Bar> bars) {
        double atr = 0;
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double high = (bar.bidHigh() + bar.askHigh()) / 2;
            double low = (bar.bidLow() + bar.askLow()) / 2;
            double before = i == 0
                    ? Double.NaN
                    : (bars.get(i - 1).bidClose() + bars.get(i - 1).askClose()) / 2;
            double range = i == 0
                    ? high - low
                    : Math.max(high - low, Math.max(Math.abs(high - before), Math.abs(low - before)));
            atr = i < 14 ? (atr * i + range) / (i + 1) : (atr * 13 + range) / 14;
        }
        return atr;
    }

    @Test
    void aWideSpreadIsSeenAgainstTheMinuteBefore() {
        MarketMeasures measures = new MarketMeasures();
        for (int i = 0; i < 60; i++) {
            assertThat(measures.take(bar(Timeframe.S1, i, 1.1, 0.0001)).get("spread-ratio"))
                    .isNaN();
        }

        Map<String, Double> spike = measures.take(bar(Timeframe.S1, 60, 1.1, 0.0005));

        assertThat(spike.get("spread-ratio")).isCloseTo(5, within(1e-9));
        assertThat(spike.get("spread")).isCloseTo(0.0005, within(1e-12));
    }

    @Test
    void goesOnAfterACheckpointAsIfThereHadBeenNone() throws Exception {
        MarketMeasures measures = new MarketMeasures();
        List<Bar> minutes = bars(Timeframe.M1, 40);
        minutes.subList(0, 20).forEach(measures::take);
        MarketMeasuresSerializer serializer = new MarketMeasuresSerializer();
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(measures, out);

        MarketMeasures restored = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        MarketMeasures copied = serializer.copy(measures);

        for (Bar bar : minutes.subList(20, 40)) {
            Map<String, Double> expected = measures.take(bar);
            assertThat(restored.take(bar)).isEqualTo(expected);
            assertThat(copied.take(bar)).isEqualTo(expected);
        }
    }

    private static List<Bar> bars(Timeframe timeframe, int count) {
        Random random = new Random(7);
        List<Bar> bars = new ArrayList<>();
        double price = 1.1;
        for (int i = 0; i < count; i++) {
            price += random.nextGaussian() * 1e-4;
            bars.add(bar(timeframe, i, price, 1e-4 + random.nextDouble() * 1e-5));
        }
        return bars;
    }

    private static Bar bar(Timeframe timeframe, int index, double bid, double spread) {
        double range = 2e-5 * (1 + index % 3);
        double ask = bid + spread;
        return new Bar(
                "EURUSD",
                timeframe,
                index * timeframe.micros(),
                bid,
                bid + range,
                bid - range,
                bid,
                ask,
                ask + range,
                ask - range,
                ask,
                3,
                0,
                0);
    }
}
