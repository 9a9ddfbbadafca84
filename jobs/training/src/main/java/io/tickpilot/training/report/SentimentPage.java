package io.tickpilot.training.report;

import static io.tickpilot.training.report.HtmlReport.escaped;

import io.tickpilot.training.network.Epoch;
import io.tickpilot.training.report.Plot.Line;
import io.tickpilot.training.sentiment.SentimentReport;
import io.tickpilot.training.sentiment.ToneMetrics;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The text model's report as one self-contained page. */
public final class SentimentPage {
    private SentimentPage() {}

    public static String render(SentimentReport report) {
        String name =
                escaped(report.manifest().agent() + " " + report.manifest().version());
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>Training of ")
                .append(name)
                .append("</title>\n<style>\n")
                .append(HtmlReport.STYLE)
                .append("</style></head><body>\n<h1>")
                .append(name)
                .append("</h1>\n<ul>\n");
        report.words().forEach(line -> page.append("<li>").append(escaped(line)).append("</li>\n"));
        page.append("</ul>\n");
        parts(page, report);
        tones(page, report.test());
        fit(page, report);
        return page.append("</body></html>\n").toString();
    }

    private static void parts(StringBuilder page, SentimentReport report) {
        page.append("<h2>Parts, drawn at random</h2>\n<table><tr><th>part</th><th>headlines</th><th>negative</th>")
                .append(
                        "<th>neutral</th><th>positive</th><th>log loss</th><th>prior's</th><th>accuracy</th><th>prior's</th>")
                .append("<th>mean F1</th><th>wrong side</th><th>calibration error</th></tr>\n");
        part(page, "training", report.train());
        part(page, "validation", report.validation());
        part(page, "test", report.test());
        part(page, "test, on markets", report.market());
        page.append(
                "</table>\n<p>Temperature and early stopping saw the validation part; nothing saw the test part.</p>\n");
    }

    private static void part(StringBuilder page, String name, ToneMetrics part) {
        page.append(String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td>%d</td><td>%.1f %%</td><td>%.1f %%</td><td>%.1f %%</td><td>%.3f</td><td>%.3f</td>"
                        + "<td>%.1f %%</td><td>%.1f %%</td><td>%.3f</td><td>%.1f %%</td><td>%.3f</td></tr>%n",
                name,
                part.headlines(),
                100 * part.shares()[0],
                100 * part.shares()[1],
                100 * part.shares()[2],
                part.logLoss(),
                part.priorLogLoss(),
                100 * part.accuracy(),
                100 * part.priorAccuracy(),
                part.macroF1(),
                100 * part.wrongSide(),
                part.calibrationError()));
    }

    private static void tones(StringBuilder page, ToneMetrics test) {
        page.append("<h2>Test part: truth against the largest probability</h2>\n<table><tr><th>truth</th>")
                .append("<th>named negative</th><th>named neutral</th><th>named positive</th><th>precision</th>")
                .append("<th>recall</th><th>F1</th></tr>\n");
        for (int i = 0; i < test.byTone().size(); i++) {
            ToneMetrics.OfTone tone = test.byTone().get(i);
            page.append("<tr><td>").append(tone.tone()).append("</td>");
            for (int count : test.confusion()[i]) {
                page.append("<td>").append(count).append("</td>");
            }
            page.append(String.format(
                    Locale.ROOT,
                    "<td>%.3f</td><td>%.3f</td><td>%.3f</td></tr>%n",
                    tone.precision(),
                    tone.recall(),
                    tone.f1()));
        }
        page.append("</table>\n");
        double[] claimed = test.reliability().stream()
                .mapToDouble(ToneMetrics.Bin::confidence)
                .toArray();
        double[] came = test.reliability().stream()
                .mapToDouble(ToneMetrics.Bin::accuracy)
                .toArray();
        Line ideal = new Line("guide", new double[] {0, 1}, new double[] {0, 1});
        page.append(
                Plot.svg("confidence claimed", "share that came true", List.of(ideal, new Line("a", claimed, came))));
    }

    private static void fit(StringBuilder page, SentimentReport report) {
        List<Epoch> epochs = report.epochs();
        double[] numbers =
                IntStream.rangeClosed(1, epochs.size()).asDoubleStream().toArray();
        Line train = new Line(
                "a", numbers, epochs.stream().mapToDouble(Epoch::trainLoss).toArray());
        Line validation = new Line(
                "b", numbers, epochs.stream().mapToDouble(Epoch::validationLoss).toArray());
        page.append("<h2>Fit</h2>\n")
                .append(Plot.svg("epoch", "log loss", List.of(train, validation)))
                .append(
                        "<p><span class=\"key-a\">training (with dropout)</span>, <span class=\"key-b\">validation</span></p>\n")
                .append(String.format(
                        Locale.ROOT,
                        "<p>Ended by %s after %.0f s. Temperature %.3f. ONNX against the trainer: largest difference %.1e. One"
                                + " headline took %.0f us with its tokenizer on one thread. Seed %d.</p>%n",
                        escaped(report.ending()),
                        report.seconds(),
                        report.temperature(),
                        report.parityMaxAbsDiff(),
                        report.scoreMicros(),
                        report.manifest().training().seed()));
    }
}
