package io.tickpilot.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** All indicators against published values of another implementation, warm-up included. */
class IndicatorReferenceTest {

    private static void agrees(String name, String column, ToDoubleFunction<double[]> indicator) throws IOException {
        List<double[]> quotes = Reference.quotes();
        double[] expected = Reference.result(name, column);
        assertThat(expected).hasSameSizeAs(quotes).hasSize(502);
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
            ema.add(bar[3]);
            return ema.value();
        });
    }

    @Test
    void rsiAgrees() throws IOException {
        Rsi rsi = new Rsi(14);
        agrees("rsi", "rsi", bar -> {
            rsi.add(bar[3]);
            return rsi.value();
        });
    }

    @Test
    void atrAgrees() throws IOException {
        Atr atr = new Atr(14);
        agrees("atr", "atr", bar -> {
            atr.add(bar[1], bar[2], bar[3]);
            return atr.value();
        });
    }

    @Test
    void macdAgreesInLineSignalAndHistogram() throws IOException {
        for (String column : List.of("macd", "signal", "histogram")) {
            Macd macd = new Macd(12, 26, 9);
            agrees("macd", column, bar -> {
                macd.add(bar[3]);
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
                bollinger.add(bar[3]);
                return switch (column) {
                    case "sma" -> bollinger.middle();
                    case "upperBand" -> bollinger.upper();
                    case "lowerBand" -> bollinger.lower();
                    case "percentB" -> (bar[3] - bollinger.lower()) / (bollinger.upper() - bollinger.lower());
                    default -> (bar[3] - bollinger.middle()) / bollinger.deviation();
                };
            });
        }
    }

    @Test
    void emaCrossIsTheDifferenceOfTheMacdsAverages() throws IOException {
        EmaCross cross = new EmaCross(12, 26);
        agrees("macd", "macd", bar -> {
            cross.add(bar[3]);
            return cross.value();
        });
    }
}
