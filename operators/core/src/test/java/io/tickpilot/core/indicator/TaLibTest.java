package io.tickpilot.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Outputs against TA-Lib: the same values to 1e-9 from its first one on, or from where its seed is forgotten. */
class TaLibTest {
    /**
     * TA-Lib seeds MACD's fast average later, with the values just before the slow one is there. That is forgotten to 1e-9 after 115
     * bars, as measured at a price of 100 and steps of half a percent.
     */
    private static final int MACD_SETTLING = 120;

    /** One call of TA-Lib: what goes in, the bar of its first output, its outputs and two it need not give. */
    private static final class Run {
        private final Core lib = new Core();
        private final MInteger first = new MInteger();
        private final MInteger size = new MInteger();
        private final double[] high;
        private final double[] low;
        private final double[] close;
        private final int last;
        private final double[] out;
        private final double[] spare;
        private final double[] other;

        Run(Bars bars) {
            this.high = bars.high();
            this.low = bars.low();
            this.close = bars.close();
            this.last = bars.size() - 1;
            this.out = new double[bars.size()];
            this.spare = new double[bars.size()];
            this.other = new double[bars.size()];
        }
    }

    private enum Pair {
        SMA(0, r -> r.lib.sma(0, r.last, r.close, 20, r.first, r.size, r.out)),
        EMA(0, r -> r.lib.ema(0, r.last, r.close, 9, r.first, r.size, r.out)),
        RSI(0, r -> r.lib.rsi(0, r.last, r.close, 14, r.first, r.size, r.out)),
        ATR(0, r -> r.lib.atr(0, r.last, r.high, r.low, r.close, 14, r.first, r.size, r.out)),
        MACD_LINE(MACD_SETTLING, r -> macd(r, r.out, r.spare, r.other)),
        MACD_SIGNAL(MACD_SETTLING, r -> macd(r, r.spare, r.out, r.other)),
        MACD_HISTOGRAM(MACD_SETTLING, r -> macd(r, r.spare, r.other, r.out)),
        BOLLINGER_UPPER(0, r -> bands(r, r.out, r.spare, r.other)),
        BOLLINGER_MIDDLE(0, r -> bands(r, r.spare, r.out, r.other)),
        BOLLINGER_LOWER(0, r -> bands(r, r.spare, r.other, r.out)),
        BOLLINGER_DEVIATION(0, r -> r.lib.stdDev(0, r.last, r.close, 20, 1, r.first, r.size, r.out)),
        PLUS_DI(0, r -> r.lib.plusDI(0, r.last, r.high, r.low, r.close, 14, r.first, r.size, r.out)),
        MINUS_DI(0, r -> r.lib.minusDI(0, r.last, r.high, r.low, r.close, 14, r.first, r.size, r.out)),
        DX(0, r -> r.lib.dx(0, r.last, r.high, r.low, r.close, 14, r.first, r.size, r.out)),
        ADX(0, r -> r.lib.adx(0, r.last, r.high, r.low, r.close, 14, r.first, r.size, r.out)),
        PERCENT_K(0, r -> stochastic(r, r.out, r.spare)),
        PERCENT_D(0, r -> stochastic(r, r.spare, r.out)),
        CCI(0, r -> r.lib.cci(0, r.last, r.high, r.low, r.close, 20, r.first, r.size, r.out)),
        DONCHIAN_UPPER(0, r -> r.lib.max(0, r.last, r.high, 20, r.first, r.size, r.out)),
        DONCHIAN_LOWER(0, r -> r.lib.min(0, r.last, r.low, 20, r.first, r.size, r.out)),
        CLOSE_VOLATILITY(0, r -> {
            double[] returns = Arrays.copyOfRange(Naive.logReturns(r.close), 1, r.close.length);
            double sample = Math.sqrt(20.0 / 19);
            RetCode code = r.lib.stdDev(0, r.last - 1, returns, 20, sample, r.first, r.size, r.out);
            r.first.value++;
            return code;
        });

        private final int settling;
        private final Function<Run, RetCode> call;

        Pair(int settling, Function<Run, RetCode> call) {
            this.settling = settling;
            this.call = call;
        }

        private static RetCode macd(Run r, double[] line, double[] signal, double[] histogram) {
            return r.lib.macd(0, r.last, r.close, 12, 26, 9, r.first, r.size, line, signal, histogram);
        }

        private static RetCode bands(Run r, double[] upper, double[] middle, double[] lower) {
            return r.lib.bbands(0, r.last, r.close, 20, 2, 2, MAType.Sma, r.first, r.size, upper, middle, lower);
        }

        private static RetCode stochastic(Run r, double[] k, double[] d) {
            MAType mean = MAType.Sma;
            return r.lib.stoch(0, r.last, r.high, r.low, r.close, 14, 3, mean, 5, mean, r.first, r.size, k, d);
        }
    }

    private static void agrees(Pair pair, Bars bars) {
        Run run = new Run(bars);
        assertThat(pair.call.apply(run)).isEqualTo(RetCode.Success);
        assertThat(run.first.value + run.size.value).isEqualTo(bars.size());
        Output.Subject ours = Output.valueOf(pair.name()).create();
        assertThat(ours.warmUp() - 1).isLessThanOrEqualTo(run.first.value);
        for (int i = 0; i < bars.size(); i++) {
            ours.add(bars.get(i));
            if (i >= run.first.value + pair.settling) {
                assertThat(ours.now()).as("bar %d", i).isCloseTo(run.out[i - run.first.value], within(1e-9));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnRandomWalks(Pair pair) {
        for (long seed = 0; seed < 5; seed++) {
            agrees(pair, Bars.lively(seed, 1_000));
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnRecordedQuotes(Pair pair) throws IOException {
        agrees(pair, Reference.quotes());
    }
}
