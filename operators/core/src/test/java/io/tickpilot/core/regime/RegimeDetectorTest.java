package io.tickpilot.core.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.indicator.Adx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegimeDetectorTest {
    private static final RegimePeriods PERIODS = new RegimePeriods(3, 4, 20, 5);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void observesWhatThePlainFormulasGive(long seed) {
        List<Bar> bars = RandomBars.of(seed, 400);
        RegimeObserver observer = new RegimeObserver(Timeframe.M5, PERIODS);
        Adx adx = new Adx(PERIODS.adx());
        int still = 0;
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            observer.add(bar);
            adx.add(bar.bidHigh(), bar.bidLow(), bar.bidClose());
            double[] seen = observer.observation();
            if (i + 1 < observer.warmUp()) {
                assertThat(seen).contains(Double.NaN);
                continue;
            }
            assertThat(seen[2]).isEqualTo(adx.adx() / 100);
            double normal = deviation(bars, i, PERIODS.longVolatility());
            if (normal == 0) {
                still++;
                assertThat(seen[0]).isNaN();
                assertThat(seen[1]).isNaN();
                continue;
            }
            double change =
                    Math.log(bar.bidClose() / bars.get(i - PERIODS.returns()).bidClose());
            double scaled = change / normal / Math.sqrt(PERIODS.returns());
            double volatility = Math.log(deviation(bars, i, PERIODS.volatility()) / normal);
            assertThat(seen[0]).isCloseTo(Math.max(-6, Math.min(6, scaled)), within(1e-7));
            assertThat(seen[1]).isCloseTo(Math.max(-3, Math.min(3, volatility)), within(1e-7));
        }
        assertThat(still).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"3, 4, 20, 5, 21", "3, 4, 8, 5, 10", "30, 4, 20, 5, 31", "1, 2, 3, 2, 4"})
    void isWarmAfterTheLongestOfItsPeriods(int returns, int volatility, int longVolatility, int adx, int warmUp) {
        RegimePeriods periods = new RegimePeriods(returns, volatility, longVolatility, adx);
        RegimeDetector detector = new RegimeDetector(RegimeModels.plain(periods, 0.2));
        assertThat(detector.warmUp()).isEqualTo(warmUp);

        List<Bar> bars = RandomBars.of(4, warmUp);
        for (int i = 0; i < warmUp; i++) {
            assertThat(detector.regime()).isNull();
            assertThat(detector.probability(Regime.QUIET)).isNaN();
            assertThat(detector.add(bars.get(i))).isEqualTo(i + 1 == warmUp);
        }
        assertThat(detector.regime()).isNotNull();
        assertThat(Arrays.stream(probabilities(detector)).sum()).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isItsObserverBeforeItsFilter(long seed) {
        RegimeModel model = RegimeModels.plain();
        RegimeDetector detector = new RegimeDetector(model);
        RegimeObserver observer = new RegimeObserver(model.timeframe(), model.periods());
        RegimeFilter filter = new RegimeFilter(model);
        Bar before = null;
        for (Bar bar : RandomBars.of(seed, 1_000)) {
            observer.add(bar);
            long missed = before == null ? 0 : bar.missingSince(before);
            boolean changed = filter.add(missed, observer.observation());

            assertThat(detector.add(bar)).isEqualTo(changed);

            assertThat(probabilities(detector))
                    .containsExactly(Arrays.stream(Regime.values())
                            .mapToDouble(filter::probability)
                            .toArray());
            before = bar;
        }
    }

    @Test
    void previewsExactlyWhatAddingWouldGiveAndChangesNothing() {
        RegimeDetector detector = new RegimeDetector(RegimeModels.plain());
        RegimeDetector undisturbed = new RegimeDetector(RegimeModels.plain());
        List<Bar> others = RandomBars.of(9, 1_000);
        List<Bar> bars = RandomBars.of(6, 1_000);
        for (int i = 0; i < bars.size(); i++) {
            detector.previewProbability(Regime.RANGING, others.get(i));
            double[] preview = new double[Regime.values().length];
            detector.preview(bars.get(i), preview);
            double one = detector.previewProbability(Regime.VOLATILE, bars.get(i));

            boolean changed = detector.add(bars.get(i));

            assertThat(probabilities(detector)).containsExactly(preview);
            assertThat(one).isEqualTo((Double) preview[Regime.VOLATILE.ordinal()]);
            assertThat(undisturbed.add(bars.get(i))).isEqualTo(changed);
            assertThat(probabilities(undisturbed)).containsExactly(preview);
        }
    }

    @Test
    void remembersNoPreviewBeyondItsBarAndItsState() throws IOException {
        RegimeDetector detector = new RegimeDetector(RegimeModels.plain());
        RegimeDetector other = new RegimeDetector(RegimeModels.plain());
        RandomBars.of(7, 60).forEach(other::add);
        for (Bar bar : RandomBars.of(6, 300)) {
            detector.add(bar);
            assertThat(previews(detector, bar)).containsExactly(fresh(detector, bar));
            DataInputStream in = in(other);
            RegimeDetector restored = new RegimeDetector(RegimeModels.plain());
            restored.previewProbability(Regime.QUIET, bar);
            restored.readFrom(in);
            assertThat(previews(restored, bar)).containsExactly(fresh(restored, bar));
            detector.previewProbability(Regime.QUIET, bar);
        }
    }

    private static double[] previews(RegimeDetector detector, Bar bar) {
        return Arrays.stream(Regime.values())
                .mapToDouble(each -> detector.previewProbability(each, bar))
                .toArray();
    }

    private static double[] fresh(RegimeDetector detector, Bar bar) {
        double[] all = new double[Regime.values().length];
        detector.preview(bar, all);
        return all;
    }

    @Test
    void tellsOfEachChangeWithItsNumbers() {
        RegimeModel model = RegimeModels.plain();
        RegimeDetector detector = new RegimeDetector(model);
        Regime current = null;
        int changes = 0;
        for (Bar bar : RandomBars.of(3, 2_000)) {
            if (!detector.add(bar)) {
                assertThat(detector.regime()).isEqualTo(current);
                assertThatThrownBy(() -> detector.change("EURUSD")).isInstanceOf(IllegalStateException.class);
                continue;
            }
            RegimeChange change = detector.change("EURUSD");
            assertThat(change.symbol()).isEqualTo("EURUSD");
            assertThat(change.timeframe()).isEqualTo(Timeframe.M5);
            assertThat(change.timeMicros()).isEqualTo(bar.endMicros());
            assertThat(change.from()).isEqualTo(current);
            assertThat(change.to()).isEqualTo(detector.regime()).isNotEqualTo(current);
            assertThat(change.probabilities())
                    .containsExactly(
                            Arrays.stream(probabilities(detector)).boxed().toArray(Double[]::new));
            assertThat(change.model()).isEqualTo(model.name());
            assertThat(change.modelHash()).isEqualTo(model.hash());
            current = change.to();
            changes++;
        }
        assertThat(changes).isGreaterThan(20);
    }

    @Test
    void goesOnBitByBitAfterARoundTripOfItsState() throws IOException {
        RegimeDetector detector = new RegimeDetector(RegimeModels.plain());
        RegimeDetector undisturbed = new RegimeDetector(RegimeModels.plain());
        int i = 0;
        for (Bar bar : RandomBars.of(8, 300)) {
            if (i++ % 7 == 0) {
                DataInputStream in = in(detector);
                detector = new RegimeDetector(RegimeModels.plain());
                detector.readFrom(in);
                assertThat(in.readInt()).isEqualTo(42);
            }
            assertThat(detector.add(bar)).isEqualTo(undisturbed.add(bar));
            assertThat(probabilities(detector)).containsExactly(probabilities(undisturbed));
            assertThat(detector.regime()).isEqualTo(undisturbed.regime());
        }
    }

    @Test
    void warmsUpAnewFromTheStateOfAnotherModel() throws IOException {
        RegimeDetector old = new RegimeDetector(RegimeModels.plain());
        RandomBars.of(8, 100).forEach(old::add);
        RegimeDetector detector = new RegimeDetector(RegimeModels.random(1, 3));
        DataInputStream in = in(old);

        detector.readFrom(in);

        assertThat(in.readInt()).isEqualTo(42);
        assertThat(detector.regime()).isNull();
        RandomBars.of(8, detector.warmUp()).forEach(detector::add);
        assertThat(detector.regime()).isNotNull();
    }

    /** The detector's state, and 42 behind it. */
    private static DataInputStream in(RegimeDetector detector) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        detector.writeTo(out);
        out.writeInt(42);
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static double[] probabilities(RegimeDetector detector) {
        return Arrays.stream(Regime.values()).mapToDouble(detector::probability).toArray();
    }

    /** Sample standard deviation of the log returns that end at a bar. */
    private static double deviation(List<Bar> bars, int at, int period) {
        double[] returns = new double[period];
        for (int i = 0; i < period; i++) {
            returns[i] =
                    Math.log(bars.get(at - i).bidClose() / bars.get(at - i - 1).bidClose());
        }
        double mean = Arrays.stream(returns).average().orElseThrow();
        double squares = Arrays.stream(returns)
                .map(each -> (each - mean) * (each - mean))
                .sum();
        return Math.sqrt(squares / (period - 1));
    }
}
