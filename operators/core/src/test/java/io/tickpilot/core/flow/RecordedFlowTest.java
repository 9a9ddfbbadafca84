package io.tickpilot.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.bar.BarBuilder;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.flow.OrderFlow.Source;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.testing.RecordedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** A recorded day of EURUSD, with its minute bars: everything as when computed anew from the ticks of the last 30 bars. */
class RecordedFlowTest {
    private static final int BARS = 30;
    private static final int SECONDS = 60;
    private static final double PIP = 1e-4;

    private static List<FlowTick> recordedDay() throws IOException {
        List<FlowTick> ticks = new ArrayList<>();
        BarBuilder bar = new BarBuilder("EURUSD", Timeframe.M1);
        try (ZipInputStream in = new ZipInputStream(
                Files.newInputStream(RecordedData.path("fx_ticks/lean/forex/oanda/tick/eurusd/20140505_quote.zip")))) {
            in.getNextEntry();
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",", -1);
                long time = new BigDecimal(cells[0]).movePointRight(3).longValue();
                double bid = Double.parseDouble(cells[1]);
                double ask = Double.parseDouble(cells[2]);
                boolean closes = bar.isForming() && bar.endMicros() <= time;
                if (closes) {
                    bar.close();
                }
                bar.add(time, bid, ask, 0, 0);
                ticks.add(new FlowTick(time, bid, ask, 0, 0, 0, Side.BUY, closes));
            }
        }
        return ticks;
    }

    @Test
    void aRecordedDayEqualsItsNaiveTwin() throws IOException {
        List<FlowTick> ticks = recordedDay();
        List<Integer> signs = NaiveFlow.signs(ticks);
        OrderFlow flow = new OrderFlow(BARS, Source.QUOTES);
        SpreadStatistics spread = new SpreadStatistics(BARS);
        TickRate rate = new TickRate(SECONDS);
        VolumeProfile profile = new VolumeProfile(BARS, PIP, 0.7);
        int closed = 0;
        int compared = 0;
        for (int i = 0; i < ticks.size(); i++) {
            FlowTick tick = ticks.get(i);
            if (tick.closesBar()) {
                flow.barClosed();
                spread.barClosed();
                profile.barClosed();
                closed++;
            }
            flow.addQuote(tick.bid(), tick.ask(), tick.bidSize(), tick.askSize());
            spread.add(tick.spread());
            rate.add(tick.timeMicros());
            profile.add(tick.bid(), tick.volume());
            if (closed >= BARS && i % 37 == 0) {
                compared++;
                List<FlowTick> soFar = ticks.subList(0, i + 1);
                List<FlowTick> window = NaiveFlow.window(soFar, false, BARS);
                int delta = signs.subList(i + 1 - window.size(), i + 1).stream()
                        .mapToInt(Integer::intValue)
                        .sum();
                assertThat(flow.signedVolume()).isEqualTo(delta);
                assertThat(flow.imbalance()).isEqualTo((double) delta / window.size());
                double[] spreads = window.stream().mapToDouble(FlowTick::spread).toArray();
                assertThat(spread.mean()).isCloseTo(NaiveFlow.mean(spreads), within(1e-15));
                assertThat(spread.deviation()).isCloseTo(NaiveFlow.deviation(spreads), within(1e-15));
                assertThat(new double[] {profile.pointOfControl(), profile.valueAreaHigh(), profile.valueAreaLow()})
                        .isEqualTo(NaiveFlow.profile(bins(window), PIP, 0.7));
                long second = tick.timeMicros() / 1_000_000;
                long inWindow = soFar.stream()
                        .mapToLong(t -> t.timeMicros() / 1_000_000)
                        .filter(s -> s < second && s >= second - SECONDS)
                        .count();
                assertThat(rate.perSecond(tick.timeMicros())).isEqualTo(inWindow / (double) SECONDS);
            }
        }
        assertThat(compared).isGreaterThan(500);
    }

    private static TreeMap<Long, Double> bins(List<FlowTick> window) {
        TreeMap<Long, Double> volumes = new TreeMap<>();
        window.forEach(tick -> volumes.merge(Math.round(tick.bid() * 1e5) / 10, 1.0, Double::sum));
        return volumes;
    }
}
