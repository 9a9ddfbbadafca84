package io.tickpilot.training.report;

import io.tickpilot.training.Finding;
import io.tickpilot.training.dataset.DatasetInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in sentences what the numbers of unseen data allow to say, and no more. */
public final class HonestWords {

    /** Below this many trades a result is not worth a sentence. */
    private static final int FEW_TRADES = 30;

    private static final double LUCK = 0.05;

    private HonestWords() {}

    /** @param direction null for a kind that gives none */
    public static List<String> about(DatasetInfo data, @Nullable DirectionReport direction, List<Finding> findings) {
        List<String> words = new ArrayList<>();
        words.add("Trained on: " + data.data() + ".");
        if (data.simulated()) {
            words.add("The simulated market is easier than a real one on purpose: its trends persist and its ranges"
                    + " revert. An edge here shows that the chain works; it says nothing about real markets.");
        }
        if (direction != null) {
            direction(direction, words);
        }
        for (Finding each : findings) {
            words.add(sentence(each));
        }
        return List.copyOf(words);
    }

    private static String sentence(Finding finding) {
        String said = text("%s: %.4f", finding.meaning(), finding.value());
        return finding.against() == Finding.Against.NOTHING
                ? said + "."
                : said + text(", %s %.4f.", finding.against().words(), finding.reference());
    }

    private static void direction(DirectionReport direction, List<String> words) {
        SplitMetrics train = direction.train();
        SplitMetrics unseen = direction.outOfFold();
        double gain = unseen.priorLogLoss() - unseen.logLoss();
        if (gain > 0) {
            words.add(text(
                    "On unseen later data it predicts better than the class prior: log loss %.3f against %.3f, accuracy"
                            + " %.1f %% against %.1f %%.",
                    unseen.logLoss(), unseen.priorLogLoss(), 100 * unseen.accuracy(), 100 * unseen.priorAccuracy()));
        } else {
            words.add(text(
                    "On unseen later data it is NO better than the class prior: log loss %.3f against %.3f. Do not trade"
                            + " it.",
                    unseen.logLoss(), unseen.priorLogLoss()));
        }
        if (direction.test().logLoss() - train.logLoss() > 0.1) {
            words.add(text(
                    "It fits its training data better than the test data (log loss %.3f against %.3f): it has"
                            + " memorised some of it.",
                    train.logLoss(), direction.test().logLoss()));
        }
        for (BarrierTrading each : direction.trading()) {
            words.add(sentence(each));
        }
        words.add(gate(direction.gate()));
        words.add(
                "Returns at a confidence are in units of the label's distance, after the spread, without commission, slippage and swap;"
                        + " trades overlap, so their number overstates the evidence.");
    }

    private static String gate(GateTrading gate) {
        String where = text(
                "Through the default gate (confidence %.2f, one position a symbol, %.0f points of costs a trade): %d"
                        + " trades of %d windows that named a side",
                gate.confidence(), gate.costPoints(), gate.trades(), gate.candidates());
        if (gate.trades() < FEW_TRADES) {
            return where + ", too few to judge.";
        }
        boolean edge = gate.total() > 0 && gate.randomBetterShare() <= LUCK;
        return where
                + text(
                        ", %.1f %% won, %+.3f R each, %+.1f R in all; random directions at the same entries give %+.1f R"
                                + " (%+.1f to %+.1f) and are as good in %.1f %% of runs",
                        100 * gate.winShare(),
                        gate.meanReturn(),
                        gate.total(),
                        gate.random().p50(),
                        gate.random().p05(),
                        gate.random().p95(),
                        100 * gate.randomBetterShare())
                + (edge ? "." : ": no edge after costs.");
    }

    private static String sentence(BarrierTrading trading) {
        String where = text(
                "At confidence %.2f: %d trades (%.1f %% of windows)",
                trading.threshold(), trading.trades(), 100 * trading.share());
        if (trading.trades() < FEW_TRADES) {
            return where + ", too few to judge.";
        }
        String result = text(
                ", %.1f %% won, mean return %+.3f; in random directions the same entries give a total of %+.1f (%+.1f to"
                        + " %+.1f) where the model gives %+.1f",
                100 * trading.winShare(),
                trading.meanReturn(),
                trading.randomMean(),
                trading.randomLow(),
                trading.randomHigh(),
                trading.total());
        boolean edge = trading.total() > 0 && trading.randomBetterShare() <= LUCK;
        return where + result + (edge ? "." : ": no edge after the spread.");
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
