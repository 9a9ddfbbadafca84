package io.tickpilot.training.sentiment;

import io.tickpilot.onnx.ModelManifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in sentences what the numbers of the test part allow to say, and no more. */
final class SentimentWords {
    private static final double OVERFIT = 0.1;
    private static final int FEW = 50;

    private SentimentWords() {}

    static String source(Headlines headlines, Path file) {
        return (headlines.sentfin()
                        ? "SEntFiN 1.0, English headlines on Indian and world markets (c) 2021 Ankur Sinha, Satishwar Kedas,"
                                + " Rishu Kumar, Pekka Malo, MIT licence"
                        : "headlines of " + file.getFileName())
                + "; " + headlines.rows() + " rows, of which only weights and pieces of words are here";
    }

    static String labels(Headlines headlines) {
        return headlines.sentfin()
                ? "by people, for each company or market a headline names; a headline is positive when one of them is and none"
                        + " is negative, and so the other way round; headlines with both are left out"
                : "as the file gives them";
    }

    static List<String> about(
            ModelManifest manifest, Headlines headlines, ToneMetrics train, ToneMetrics test, ToneMetrics market) {
        List<String> words = new ArrayList<>();
        words.add("Trained on: " + manifest.training().data() + ".");
        if (headlines.sentfin()) {
            words.add(
                    "The labels say whether news is good for the company or market a headline names, mostly Indian shares."
                            + " They do not say which way a currency pair goes: `dollar gains` is positive and moves EURUSD down, and"
                            + " a rate rise has no fixed sign. Whoever uses the score for a pair must know which side the text is"
                            + " about.");
        }
        boolean better = test.logLoss() < test.priorLogLoss();
        words.add(text(
                better
                        ? "On headlines it has not seen it beats the prior: log loss %.3f against %.3f, accuracy %.1f %% against"
                                + " %.1f %%, mean F1 %.3f; %.1f %% of the headlines with a side are given the other side."
                        : "On headlines it has not seen it is NO better than the prior: log loss %.3f against %.3f, accuracy"
                                + " %.1f %% against %.1f %%, mean F1 %.3f, wrong side %.1f %%. Do not use it.",
                test.logLoss(),
                test.priorLogLoss(),
                100 * test.accuracy(),
                100 * test.priorAccuracy(),
                test.macroF1(),
                100 * test.wrongSide()));
        words.add(text(
                "Of these, %d name a currency, a central bank, gold or oil: accuracy %.1f %%, log loss %.3f%s.",
                market.headlines(),
                100 * market.accuracy(),
                market.logLoss(),
                market.headlines() < FEW ? ", too few to judge" : ""));
        if (test.logLoss() - train.logLoss() > OVERFIT) {
            words.add(text(
                    "It fits its training headlines better than the others (log loss %.3f against %.3f): it has memorised"
                            + " some of them.",
                    train.logLoss(), test.logLoss()));
        }
        words.add(
                "The parts were drawn at random, as the file has no dates: the test says nothing about the words of later"
                        + " years. Whether prices follow the score was not tested.");
        return List.copyOf(words);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
