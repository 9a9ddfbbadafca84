package io.tickpilot.training.regime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.bar.BarBuilder;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.regime.RegimeDetector;
import io.tickpilot.core.regime.RegimeModel;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The artefact in {@code models/regime} against the regimes that the simulated market hides, on days it was not trained on. */
class ShippedRegimeModelTest {
    private static final Path ARTEFACT = Path.of(System.getProperty("tickpilot.home"), "models/regime/regime.yaml");
    private static final long UNSEEN_SEED = 4_711;
    private static final int DAYS = 4;

    /** By true regime, then by told regime; the market's own enum has the same order. */
    private final long[][] bars = new long[Regime.values().length][Regime.values().length];

    private long changes;

    @Test
    void tellsTheHiddenRegimeOfAnUnseenSimulatedMarketFarBetterThanChance() throws IOException {
        RegimeModel model = RegimeModel.parse(Files.readString(ARTEFACT));
        assertThat(model.states()).extracting(RegimeModel.State::label).contains(Regime.values());
        for (String symbol : TrainingOptions.SIMULATED_SYMBOLS) {
            watch(symbol, new RegimeDetector(model));
        }

        long all = Arrays.stream(bars).flatMapToLong(Arrays::stream).sum();
        double hits = 0;
        double mostCommon = 0;
        for (Regime regime : Regime.values()) {
            hits += bars[regime.ordinal()][regime.ordinal()];
            mostCommon = Math.max(mostCommon, truly(regime));
        }
        assertThat(hits / all).as(this::describe).isGreaterThan(1.6 * mostCommon / all);
        assertThat(precision(Regime.TRENDING_UP)).as(this::describe).isGreaterThan(0.6);
        assertThat(precision(Regime.TRENDING_DOWN)).as(this::describe).isGreaterThan(0.6);
        for (Regime regime : Regime.values()) {
            assertThat(precision(regime)).as(this::describe).isGreaterThan(1.5 * truly(regime) / all);
        }
        assertThat(60.0 * changes / all).as(this::describe).isLessThan(6);
    }

    private String describe() {
        StringBuilder text = new StringBuilder("changes " + changes + " of " + Arrays.deepToString(bars));
        for (Regime each : Regime.values()) {
            text.append(String.format(
                    Locale.ROOT,
                    ", %s recall %.2f precision %.2f",
                    each.label(),
                    bars[each.ordinal()][each.ordinal()] / truly(each),
                    precision(each)));
        }
        return text.toString();
    }

    private void watch(String symbol, RegimeDetector detector) {
        long start = TrainingOptions.simulatedStartMicros();
        SimulatedMarket market = new SimulatedMarket(SimulatedMarketSpec.of(List.of(symbol), start, UNSEEN_SEED));
        BarBuilder builder = new BarBuilder(symbol, Timeframe.M1);
        long end = start + DAYS * 86_400_000_000L;
        while (market.nextMicros() < end) {
            int truth = market.regime(0).ordinal();
            Tick tick = market.next();
            if (builder.isForming() && builder.endMicros() <= tick.eventTimeMicros()) {
                changes += detector.add(builder.close()) ? 1 : 0;
                Regime told = detector.regime();
                if (told != null) {
                    bars[truth][told.ordinal()]++;
                }
            }
            builder.add(tick.eventTimeMicros(), tick.bid(), tick.ask(), tick.bidSize(), tick.askSize());
        }
    }

    private double truly(Regime regime) {
        return Arrays.stream(bars[regime.ordinal()]).sum();
    }

    private double precision(Regime regime) {
        double told =
                Arrays.stream(bars).mapToLong(row -> row[regime.ordinal()]).sum();
        return bars[regime.ordinal()][regime.ordinal()] / told;
    }
}
