package io.tickpilot.training.sentiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.onnx.ManifestFile;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.onnx.text.Sentiment;
import io.tickpilot.onnx.text.TextModel;
import io.tickpilot.onnx.text.TextTokenizer;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.TrainingListener.Phase;
import io.tickpilot.training.calibration.Logits;
import io.tickpilot.training.export.ModelFolder;
import io.tickpilot.training.report.ReportFiles;
import io.tickpilot.training.report.SentimentPage;
import io.tickpilot.training.sentiment.SentimentFitter.Fitted;
import io.tickpilot.training.sentiment.SentimentFitter.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Trains the shipped text model: headlines to a vocabulary, fit, temperature, ONNX export with parity check, metrics of the
 * exported folder as the live loader opens it, then model folder and report. A training that fails changes nothing on disk.
 */
public final class SentimentTraining {
    /** Largest difference of a probability between the trainer and ONNX Runtime. */
    public static final double PARITY_LIMIT = 1e-4;

    private static final String AGENT = "sentiment";
    private static final Set<String> FILES = Set.of(
            OnnxModels.GRAPH_NAME,
            TextModel.TOKENIZER_NAME,
            TextModel.CONFIG_NAME,
            ManifestFile.NAME,
            ModelFolder.README);
    private static final Pattern MARKET = Pattern.compile("\\b(dollar|euro|yen|pound|sterling|franc|yuan|rupee|currency"
            + "|currencies|forex|fx|fed|ecb|boj|boe|rbi|pboc|central bank|gold|silver|oil|crude)\\b");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SentimentOptions options;
    private final TrainingListener listener;
    private final long startNanos = System.nanoTime();

    private SentimentTraining(SentimentOptions options, TrainingListener listener) {
        this.options = options;
        this.listener = listener;
    }

    /**
     * @throws TrainingException one line, when it cannot be done or the parity does not hold
     * @throws io.tickpilot.records.RecordException one line, when the headlines cannot be read
     */
    public static SentimentResult run(SentimentOptions options, TrainingListener listener) {
        return new SentimentTraining(options, listener).run();
    }

    private SentimentResult run() {
        ReportFiles.requireWritable(options.reportFolder());
        try (ModelFolder draft = ModelFolder.draft(options.modelFolder(), FILES)) {
            Headlines headlines = HeadlineFile.read(options.data());
            note(
                    "%d rows: %d labelled both ways, %d repeated, %d labelled differently when repeated",
                    headlines.rows(), headlines.torn(), headlines.repeated(), headlines.contradicted());
            HeadlineSplit split =
                    HeadlineSplit.of(headlines.all(), options.fit().seed());
            noteBalance("training", split.train());
            noteBalance("validation", split.validation());
            noteBalance("test", split.test());
            SentimentReport report = train(draft.path(), headlines, split);
            Files.writeString(draft.path().resolve(ModelFolder.README), SentimentCard.render(report));
            draft.publish();
            ReportFiles.write(report, SentimentPage.render(report), options.reportFolder());
            listener.onProgress(Phase.EVALUATE, 1);
            return new SentimentResult(options.modelFolder(), options.reportFolder(), report);
        } catch (IOException e) {
            throw new TrainingException(options.modelFolder() + ": model cannot be written: " + e.getMessage(), e);
        }
    }

    private SentimentReport train(Path folder, Headlines headlines, HeadlineSplit split) throws IOException {
        listener.onProgress(Phase.COLLECT, 0);
        Path tokenizerFile = folder.resolve(TextModel.TOKENIZER_NAME);
        List<String> texts = split.train().stream().map(Headline::text).toList();
        List<String> pieces = Vocabulary.learn(texts, options.fit().vocabulary(), tokenizerFile);
        TokenizerFile.write(pieces, tokenizerFile);
        Files.writeString(folder.resolve(TextModel.CONFIG_NAME), config(pieces.size()));
        listener.onProgress(Phase.COLLECT, 1);
        try (TextTokenizer tokenizer = TextTokenizer.open(tokenizerFile, TextModel.MOST_TOKENS)) {
            Part train = part(split.train(), tokenizer);
            Part validation = part(split.validation(), tokenizer);
            Fitted fitted = new SentimentFitter(options.fit(), pieces.size(), listener).fit(train, validation);
            float[][] logits = validation.logits(fitted.network());
            double temperature = Logits.temperature(logits, Tone.truth(split.validation()));
            byte[] graph = SentimentExport.toOnnx(fitted.network(), temperature);
            Files.write(folder.resolve(OnnxModels.GRAPH_NAME), graph);
            return evaluate(folder, headlines, split, fitted, logits, temperature, graph);
        }
    }

    private SentimentReport evaluate(
            Path folder,
            Headlines headlines,
            HeadlineSplit split,
            Fitted fitted,
            float[][] logits,
            double temperature,
            byte[] graph)
            throws IOException {
        listener.onProgress(Phase.EVALUATE, 0);
        double[] prior = Tone.shares(split.train());
        try (TextModel model = TextModel.open(folder)) {
            List<Sentiment> scored = model.score(texts(split.validation()));
            double parity = parity(logits, temperature, scored);
            note("temperature %.3f, ONNX against the trainer: largest difference %.1e", temperature, parity);
            if (!(parity <= PARITY_LIMIT)) {
                throw new TrainingException("exported model does not reproduce the trainer's output: max-abs-diff="
                        + parity + " limit=" + PARITY_LIMIT);
            }
            ToneMetrics validation = ToneMetrics.of(rows(scored), split.validation(), prior);
            ToneMetrics train = ToneMetrics.of(rows(model.score(texts(split.train()))), split.train(), prior);
            long began = System.nanoTime();
            ToneMetrics test = ToneMetrics.of(rows(model.score(texts(split.test()))), split.test(), prior);
            double micros = (System.nanoTime() - began) * 1e-3 / split.test().size();
            List<Headline> onMarkets = split.test().stream()
                    .filter(each -> MARKET.matcher(each.words()).find())
                    .toList();
            ToneMetrics market = ToneMetrics.of(rows(model.score(texts(onMarkets))), onMarkets, prior);
            ModelManifest manifest =
                    manifest(folder, headlines, split, temperature, graph, metrics(test, market, parity));
            ManifestFile.write(manifest, folder.resolve(ManifestFile.NAME));
            return new SentimentReport(
                    SentimentWords.about(manifest, headlines, train, test, market),
                    manifest,
                    headlines.rows(),
                    headlines.torn(),
                    headlines.repeated(),
                    headlines.contradicted(),
                    fitted.ending(),
                    (System.nanoTime() - startNanos) * 1e-9,
                    fitted.epochs(),
                    temperature,
                    parity,
                    micros,
                    graph.length,
                    train,
                    validation,
                    test,
                    market);
        }
    }

    private static Part part(List<Headline> headlines, TextTokenizer tokenizer) {
        return new Part(headlines, tokenizer.encode(texts(headlines)));
    }

    private static List<String> texts(List<Headline> headlines) {
        return headlines.stream().map(Headline::text).toList();
    }

    private static float[][] rows(List<Sentiment> scored) {
        return scored.stream()
                .map(each -> new float[] {each.negative(), each.neutral(), each.positive()})
                .toArray(float[][]::new);
    }

    /** Texts without a known token never reach the graph. */
    private static double parity(float[][] logits, double temperature, List<Sentiment> scored) {
        double largest = 0;
        float[][] rows = rows(scored);
        for (int i = 0; i < logits.length; i++) {
            float[] expected = Logits.probabilities(logits[i], temperature);
            for (int k = 0; k < expected.length && scored.get(i).knownTokens() > 0; k++) {
                largest = Math.max(largest, Math.abs(expected[k] - rows[i][k]));
            }
        }
        return largest;
    }

    private static String config(int vocabulary) throws IOException {
        ObjectNode config = JSON.createObjectNode();
        config.put("model_type", "tickpilot-convolution")
                .put("problem_type", "single_label_classification")
                .put("vocab_size", vocabulary)
                .put("max_position_embeddings", TextModel.MOST_TOKENS)
                .put("pad_token_id", 0);
        ObjectNode names = config.putObject("id2label");
        for (Tone each : Tone.values()) {
            names.put(Integer.toString(each.ordinal()), each.word());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config) + "\n";
    }

    private ModelManifest manifest(
            Path folder,
            Headlines headlines,
            HeadlineSplit split,
            double temperature,
            byte[] graph,
            Map<String, Double> metrics)
            throws IOException {
        String sha256 = OnnxModels.sha256(graph);
        String tokenizerHash = OnnxModels.sha256(Files.readAllBytes(folder.resolve(TextModel.TOKENIZER_NAME)));
        return new ModelManifest(
                        AGENT,
                        "1-" + sha256.substring(0, 8),
                        TextModel.TOKENIZER_NAME,
                        tokenizerHash,
                        TextModel.MOST_TOKENS,
                        1,
                        AgentKind.TEXT.outputs(),
                        new ModelManifest.Normalisation(true, List.of(), List.of()),
                        new ModelManifest.Calibration(true, "temperature", temperature),
                        new ModelManifest.Training(
                                SentimentWords.source(headlines, options.data()),
                                List.of(),
                                "",
                                "",
                                split.train().size(),
                                options.fit().seed(),
                                SentimentWords.labels(headlines)),
                        metrics,
                        sha256,
                        SentimentExport.OPSET,
                        "tickpilot train sentiment")
                .ofKind(AgentKind.TEXT);
    }

    private static Map<String, Double> metrics(ToneMetrics test, ToneMetrics market, double parity) {
        Map<String, Double> metrics = new TreeMap<>();
        metrics.put("accuracy", rounded(test.accuracy()));
        metrics.put("priorAccuracy", rounded(test.priorAccuracy()));
        metrics.put("logLoss", rounded(test.logLoss()));
        metrics.put("priorLogLoss", rounded(test.priorLogLoss()));
        metrics.put("macroF1", rounded(test.macroF1()));
        metrics.put("calibrationError", rounded(test.calibrationError()));
        metrics.put("wrongSide", rounded(test.wrongSide()));
        metrics.put("marketAccuracy", rounded(market.accuracy()));
        metrics.put("marketHeadlines", (double) market.headlines());
        metrics.put("parityMaxAbsDiff", parity);
        for (ToneMetrics.OfTone each : test.byTone()) {
            metrics.put("f1." + each.tone(), rounded(each.f1()));
        }
        return metrics;
    }

    private void noteBalance(String name, List<Headline> headlines) {
        double[] shares = Tone.shares(headlines);
        note(
                "%s: %d headlines, negative %.1f %%, neutral %.1f %%, positive %.1f %%",
                name, headlines.size(), 100 * shares[0], 100 * shares[1], 100 * shares[2]);
    }

    private void note(String format, Object... values) {
        listener.onNote(String.format(Locale.ROOT, format, values));
    }

    private static double rounded(double value) {
        return Math.rint(value * 1e4) / 1e4;
    }
}
