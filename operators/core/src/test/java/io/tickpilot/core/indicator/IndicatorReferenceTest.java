package io.tickpilot.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.indicator.Bars.Bar;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** All indicators against published values of another implementation, warm-up included. */
class IndicatorReferenceTest {

    private static void agrees(String name, String column, ToDoubleFunction<Bar> indicator) throws IOException {
        Bars quotes = Reference.quotes();
        double[] expected = Reference.result(name, column);
        assertThat(expected).hasSize(quotes.size()).hasSize(502);
        for (int i = 0; i < expected.length; i++) {
            double actual = indicator.applyAsDouble(quotes.get(i));
            if (Double.isNaN(expected[i])) {
                assertThat(actual).as("%s.%s[%d]", name, column, i).isNaN();
            } else {
                assertThat(actual).as("%s.%s[%d]", name, column, i).isCloseTo(expected[i], within(1e-9));
            }
        }
    }

    @Test
    void emaAgrees() throws IOException {
        Ema ema = new Ema(20);
        agrees("ema", "ema", bar -> {
            ema.add(bar.close());
            return ema.value();
        });
    }

    @Test
    void rsiAgrees() throws IOException {
        Rsi rsi = new Rsi(14);
        agrees("rsi", "rsi", bar -> {
            rsi.add(bar.close());
            return rsi.value();
        });
    }

    @Test
    void atrAgrees() throws IOException {
        Atr atr = new Atr(14);
        agrees("atr", "atr", bar -> {
            atr.add(bar.high(), bar.low(), bar.close());
            return atr.value();
        });
    }

    @Test
    void macdAgreesInLineSignalAndHistogram() throws IOException {
        for (String column : List.of("macd", "signal", "histogram")) {
            Macd macd = new Macd(12, 26, 9);
            agrees("macd", column, bar -> {
                macd.add(bar.close());
                return switch (column) {
                    case "macd" -> macd.line();
                    case "signal" -> macd.signal();
                    default -> macd.histogram();
                };
            });
        }
    }

    @Test
    void bollingerAgreesInAllBands() throws IOException {
        for (String column : List.of("sma", "upperBand", "lowerBand", "percentB", "zScore")) {
            Bollinger bollinger = new Bollinger(20, 2);
            agrees("bb", column, bar -> {
                bollinger.add(bar.close());
                return switch (column) {
                    case "sma" -> bollinger.middle();
                    case "upperBand" -> bollinger.upper();
                    case "lowerBand" -> bollinger.lower();
                    case "percentB" -> (bar.close() - bollinger.lower()) / (bollinger.upper() - bollinger.lower());
                    default -> (bar.close() - bollinger.middle()) / bollinger.deviation();
                };
            });
        }
    }

    @Test
    void emaCrossIsTheDifferenceOfTheMacdsAverages() throws IOException {
        EmaCross cross = new EmaCross(12, 26);
        agrees("macd", "macd", bar -> {
            cross.add(bar.close());
            return cross.value();
        });
    }

    @Test
    void smaAgrees() throws IOException {
        Sma sma = new Sma(20);
        agrees("sma", "sma", bar -> {
            sma.add(bar.close());
            return sma.value();
        });
    }

    @Test
    void cciAgrees() throws IOException {
        Cci cci = new Cci(20);
        agrees("cci", "cci", bar -> {
            cci.add(bar.high(), bar.low(), bar.close());
            return cci.value();
        });
    }

    @Test
    void deviationAgreesWithItsMeanAndScore() throws IOException {
        for (String column : List.of("stdDev", "mean", "zScore")) {
            Bollinger bollinger = new Bollinger(14, 2);
            agrees("stdev", column, bar -> {
                bollinger.add(bar.close());
                return switch (column) {
                    case "stdDev" -> bollinger.deviation();
                    case "mean" -> bollinger.middle();
                    default -> (bar.close() - bollinger.middle()) / bollinger.deviation();
                };
            });
        }
    }

    /** The reference's channel is that of the bars before the newest. */
    @Test
    void donchianAgreesOneBarLater() throws IOException {
        for (String column : List.of("upperBand", "centerline", "lowerBand")) {
            Donchian donchian = new Donchian(20);
            agrees("donchian", column, bar -> {
                double before =
                        switch (column) {
                            case "upperBand" -> donchian.upper();
                            case "centerline" -> donchian.middle();
                            default -> donchian.lower();
                        };
                donchian.add(bar.high(), bar.low());
                return before;
            });
        }
    }

    @Test
    void fastStochasticIsWilliamsPercentRFromBelow() throws IOException {
        Stochastic stochastic = new Stochastic(14, 1, 1);
        agrees("willr", "williamsR", bar -> {
            stochastic.add(bar.high(), bar.low(), bar.close());
            return stochastic.percentD() - 100;
        });
    }

    @Test
    void rollingVwapOfClosesIsTheVolumeWeightedMovingAverage() throws IOException {
        RollingVwap vwap = new RollingVwap(14);
        agrees("vwma", "vwma", bar -> {
            vwap.add(bar.close(), bar.volume());
            return vwap.value();
        });
    }

    /** A Keltner channel around a simple mean: its range is the same. */
    @Test
    void starcBandsAgreeWithMeanAndRange() throws IOException {
        for (String column : List.of("upperBand", "centerline", "lowerBand")) {
            Sma sma = new Sma(5);
            Atr atr = new Atr(10);
            agrees("starc", column, bar -> {
                sma.add(bar.close());
                atr.add(bar.high(), bar.low(), bar.close());
                return switch (column) {
                    case "upperBand" -> sma.value() + 2 * atr.value();
                    case "centerline" -> sma.value();
                    default -> sma.value() - 2 * atr.value();
                };
            });
        }
    }
}
