package io.tickpilot.training.sentiment;

import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.text.TextModel;
import java.util.Locale;

/** The README that lies beside a text model: the report's summary. */
final class SentimentCard {
    private SentimentCard() {}

    static String render(SentimentReport report) {
        ModelManifest manifest = report.manifest();
        StringBuilder card = new StringBuilder("# ")
                .append(manifest.agent())
                .append(' ')
                .append(manifest.version())
                .append("\n\nA convolution over WordPiece embeddings; reads English headlines, cut at ")
                .append(TextModel.MOST_TOKENS)
                .append(" tokens; gives P(negative), P(neutral), P(positive).\nOpens as any DistilBERT export does:")
                .append(" `model.onnx`, `tokenizer.json`, `config.json`. The temperature is inside the graph.")
                .append(" Written by `./tickpilot train sentiment`.\n\n");
        report.words().forEach(line -> card.append("- ").append(line).append('\n'));
        card.append(
                        "\n| part | headlines | log loss | prior's | accuracy | prior's | mean F1 | wrong side | calibration error |\n")
                .append("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        row(card, "training", report.train());
        row(card, "validation", report.validation());
        row(card, "test", report.test());
        row(card, "test, on markets", report.market());
        card.append("\n| test: truth | named negative | named neutral | named positive | precision | recall | F1 |\n")
                .append("| --- | --- | --- | --- | --- | --- | --- |\n");
        for (int i = 0; i < Tone.COUNT; i++) {
            int[] named = report.test().confusion()[i];
            ToneMetrics.OfTone tone = report.test().byTone().get(i);
            card.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %.3f | %.3f | %.3f |%n",
                    tone.tone(),
                    named[0],
                    named[1],
                    named[2],
                    tone.precision(),
                    tone.recall(),
                    tone.f1()));
        }
        card.append("\n- Labels: ").append(manifest.training().labels()).append(".\n");
        card.append(String.format(
                Locale.ROOT,
                "- %d rows: %d labelled both ways, %d repeated, %d labelled differently when repeated are left out; headlines"
                        + " that differ in figures only are in one part.%n",
                report.rows(),
                report.torn(),
                report.repeated(),
                report.contradicted()));
        card.append(String.format(
                Locale.ROOT,
                "- Seed %d; %d epochs in %.0f s, ended by %s. Temperature %.3f.%n",
                manifest.training().seed(),
                report.epochs().size(),
                report.seconds(),
                report.ending(),
                report.temperature()));
        card.append(String.format(
                Locale.ROOT,
                "- ONNX against the trainer: largest difference %.1e. One headline: %.0f us with its tokenizer, one thread."
                        + " Graph: %d KB.%n",
                report.parityMaxAbsDiff(),
                report.scoreMicros(),
                report.bytes() / 1_000));
        return card.toString();
    }

    private static void row(StringBuilder card, String name, ToneMetrics part) {
        card.append(String.format(
                Locale.ROOT,
                "| %s | %d | %.3f | %.3f | %.1f %% | %.1f %% | %.3f | %.1f %% | %.3f |%n",
                name,
                part.headlines(),
                part.logLoss(),
                part.priorLogLoss(),
                100 * part.accuracy(),
                100 * part.priorAccuracy(),
                part.macroF1(),
                100 * part.wrongSide(),
                part.calibrationError()));
    }
}
