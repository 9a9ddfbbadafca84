package io.tickpilot.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.onnx.ManifestFile;
import io.tickpilot.onnx.ModelException;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.OnnxModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextModelTest {
    private static final int VOCABULARY = 80;
    private static final TinyDistilBert BERT = new TinyDistilBert(VOCABULARY, 3, 11);
    private static final List<String> HEADLINES = List.of(
            "ECB raises rates; the dollar rebounds",
            "Gold falls 1.5 % as the Fed cuts rates",
            "oil",
            "Profit beats, outlook weak: shares fall - and fall again, the bank's markets in high unemployment, rates cut to 0.5 %");

    @TempDir
    Path folder;

    @BeforeEach
    void exportAModel() throws IOException {
        graph(BERT.toOnnx());
        resource(TextModel.TOKENIZER_NAME);
        config(
                "\"id2label\": {\"0\": \"positive\", \"1\": \"negative\", \"2\": \"neutral\"}, \"max_position_embeddings\": "
                        + TinyDistilBert.POSITIONS);
    }

    @Test
    void scoresAsAPlainPassOverTheSameWeights() {
        List<Sentiment> scored = score(HEADLINES);

        for (int i = 0; i < HEADLINES.size(); i++) {
            assertPlain(scored.get(i), HEADLINES.get(i), false);
        }
        assertThat(scored.stream().map(Sentiment::score)).doesNotHaveDuplicates();
    }

    @Test
    void fillsTokenTypesWhereTheGraphAsksForThem() throws IOException {
        graph(BERT.toOnnx(DataType.INT64_VALUE, -1, -1, true));

        assertPlain(score(HEADLINES).get(1), HEADLINES.get(1), true);
    }

    @Test
    void takesGraphsOfFixedShapeAndNarrowNumbers() throws IOException {
        graph(BERT.toOnnx(DataType.INT32_VALUE, 2, 24, false));

        List<Sentiment> scored = score(HEADLINES);

        for (int i = 0; i < 3; i++) {
            assertPlain(scored.get(i), HEADLINES.get(i), false);
        }
        assertThat(scored.get(3).truncated()).isTrue();
        assertThat(scored.get(3).tokens()).isEqualTo(22);
    }

    @Test
    void givesATextTheSameInAnyCompany() {
        Random random = new Random(3);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            texts.add((HEADLINES.get(random.nextInt(HEADLINES.size())) + " ").repeat(1 + random.nextInt(3)));
        }

        List<Sentiment> together = score(texts);

        try (TextModel model = TextModel.open(folder)) {
            for (int i = 0; i < texts.size(); i++) {
                Sentiment alone = model.score(texts.get(i));

                assertThat(together.get(i).positive()).isCloseTo(alone.positive(), within(1e-5f));
                assertThat(together.get(i).tokens()).isEqualTo(alone.tokens());
            }
        }
    }

    @Test
    void cutsLongTextsWhereTheModelEnds() {
        String longText = "the bank raises rates ".repeat(50_000);

        Sentiment sentiment = score(List.of(longText)).get(0);

        assertThat(sentiment.truncated()).isTrue();
        assertThat(sentiment.tokens()).isEqualTo(TinyDistilBert.POSITIONS - 2);
        assertThat(score(List.of("the bank raises rates")).get(0).truncated()).isFalse();
    }

    @Test
    void saysNothingOfTextsItCannotRead() {
        List<String> texts = List.of("", "  \n\t", "\u0000", "日本銀行 利上げ", "ЦБ повысил ставку", "\uD83D\uDCC8", "\uD83D");

        for (Sentiment sentiment : score(texts)) {
            assertThat(sentiment.score()).isZero();
            assertThat(sentiment.confidence()).isZero();
            assertThat(sentiment.knownTokens()).isZero();
        }
    }

    @Test
    void readsWhatItKnowsOfAMixedText() {
        Sentiment sentiment = score(List.of("日銀 raises rates \uD83D\uDCC8")).get(0);

        assertThat(sentiment.knownTokens()).isEqualTo(2);
        assertThat(sentiment.tokens()).isEqualTo(5);
        assertThat(sentiment.confidence()).isPositive();
    }

    @Test
    void scoresNoTexts() {
        assertThat(score(List.of())).isEmpty();
    }

    @Test
    void refusesToScoreOnceClosed() {
        TextModel model = TextModel.open(folder);

        model.close();
        model.close();

        assertThatThrownBy(() -> model.score("the dollar gains")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void namesItselfByFolderAndHashWithoutAManifest() throws IOException {
        try (TextModel model = TextModel.open(folder)) {
            assertThat(model.agent()).isEqualTo(folder.getFileName().toString());
            assertThat(model.version())
                    .isEqualTo(OnnxModels.sha256(BERT.toOnnx()).substring(0, 8));
            assertThat(model.manifest()).isNull();
        }
    }

    @Test
    void holdsAModelToItsManifest() throws IOException {
        Path tokenizer = folder.resolve(TextModel.TOKENIZER_NAME);
        ModelManifest manifest = manifest(OnnxModels.sha256(Files.readAllBytes(tokenizer)));
        Path file = folder.resolve(ManifestFile.NAME);
        ManifestFile.write(manifest.ofKind(AgentKind.TEXT), file);

        try (TextModel model = TextModel.open(folder)) {
            assertThat(model.agent()).isEqualTo("tone");
            assertThat(model.version()).isEqualTo("3");
        }
        Files.writeString(tokenizer, Files.readString(tokenizer) + "\n");
        assertRefused("tokenizer.json: SHA-256 is not the manifest's; restore the file or train again");
        graph(new TinyDistilBert(VOCABULARY, 3, 12).toOnnx());
        assertRefused("model.onnx: SHA-256 is not the manifest's; restore the file or train again");
        ManifestFile.write(manifest.ofKind(AgentKind.RISK), file);
        assertRefused("manifest.json: kind: must be TEXT: RISK");
    }

    @Test
    void namesTheMissingFile() throws IOException {
        for (String name : List.of(TextModel.CONFIG_NAME, TextModel.TOKENIZER_NAME, OnnxModels.GRAPH_NAME)) {
            Files.delete(folder.resolve(name));
            assertRefused(name + " is missing; a text model's folder has model.onnx, tokenizer.json and config.json");
        }
        assertThatThrownBy(() -> TextModel.open(folder.resolve("absent")))
                .isInstanceOf(ModelException.class)
                .hasMessageEndingWith("absent: must be a folder with model.onnx, tokenizer.json and config.json");
    }

    @Test
    void refusesGraphsThatAreNoTextClassifier() throws IOException {
        byte[] good = BERT.toOnnx();
        graph(Arrays.copyOf(good, good.length / 2));
        assertRefused("model.onnx: not a model ONNX Runtime can run: ");
        graph(new byte[0]);
        assertRefused("model.onnx: not a model ONNX Runtime can run: ");
        graph(Files.readAllBytes(Path.of(System.getProperty("tickpilot.home"), "models/technical/model.onnx")));
        assertRefused(
                "model.onnx: graph's inputs must be input_ids, attention_mask and, if need be, token_type_ids: window");
        graph(BERT.withoutHead());
        assertRefused("model.onnx: graph's output hidden_2 must be floats of shape [batch, classes]; export it with its"
                + " classification head: ");
    }

    @Test
    void refusesAHeadOfAnotherSizeThanItsLabels() throws IOException {
        graph(new TinyDistilBert(VOCABULARY, 5, 11).toOnnx());

        assertRefused("model.onnx: graph gives another number of classes than config.json's id2label: 5 instead of 3");
    }

    @Test
    void refusesGraphsThatGiveNoNumbers() throws IOException {
        graph(BERT.broken().toOnnx());

        assertRefused("output is not finite");
    }

    @Test
    void refusesTheTokenizerOfAnotherModel() throws IOException {
        graph(new TinyDistilBert(VOCABULARY - 1, 3, 11).toOnnx());
        config("\"id2label\": {\"0\": \"negative\", \"1\": \"positive\", \"2\": \"neutral\"}, \"vocab_size\": 79");

        assertRefused("tokenizer.json: is not the model's, it has more tokens than config.json's vocab_size:"
                + " highest id=79 vocab_size=79");
    }

    @Test
    void namesTheFaultOfATokenizer() throws IOException {
        Path file = folder.resolve(TextModel.TOKENIZER_NAME);
        String good = Files.readString(file);

        Files.writeString(file, good.substring(0, good.length() / 2));
        assertRefused("tokenizer.json: not valid JSON: ");
        Files.writeString(file, "{}");
        assertRefused("tokenizer.json: not a tokenizer: ");
        Files.writeString(file, good.replace("\"WordPiece\"", "\"WordSalad\""));
        assertRefused("tokenizer.json: not a tokenizer: ");
    }

    @Test
    void namesTheFaultOfAConfiguration() throws IOException {
        config("\"id2label\": {\"0\": \"LABEL_0\", \"1\": \"LABEL_1\"}");
        assertRefused("config.json: id2label: must name each class negative, neutral or positive");
        config("\"vocab_size\": 80");
        assertRefused("config.json: id2label: must name the classes of a classification head: not given");
        config("\"id2label\": {\"1\": \"negative\", \"2\": \"positive\"}");
        assertRefused("config.json: id2label: must number the classes from 0: ");
        config("\"problem_type\": \"multi_label_classification\"");
        assertRefused("config.json: problem_type: must be single_label_classification: multi_label_classification");
        config("\"id2label\": {");
        assertRefused("config.json: not valid JSON at line 1");
    }

    private void assertRefused(String words) {
        assertThatThrownBy(() -> TextModel.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(words)
                .hasMessageContaining(folder.toString())
                .message()
                .doesNotContain("\n");
    }

    private List<Sentiment> score(List<String> texts) {
        try (TextModel model = TextModel.open(folder)) {
            return model.score(texts);
        }
    }

    /** The configuration's order is positive, negative, neutral. */
    private void assertPlain(Sentiment sentiment, String text, boolean segments) {
        try (TextTokenizer tokenizer = TextTokenizer.open(folder.resolve(TextModel.TOKENIZER_NAME), 48)) {
            double[] logits = BERT.logits(tokenizer.encode(List.of(text)).get(0).ids(), segments);
            double sum = 0;
            for (double logit : logits) {
                sum += Math.exp(logit);
            }
            assertThat(sentiment.positive()).isCloseTo((float) (Math.exp(logits[0]) / sum), within(1e-5f));
            assertThat(sentiment.negative()).isCloseTo((float) (Math.exp(logits[1]) / sum), within(1e-5f));
            assertThat(sentiment.neutral()).isCloseTo((float) (Math.exp(logits[2]) / sum), within(1e-5f));
        }
    }

    private void graph(byte[] content) throws IOException {
        Files.write(folder.resolve(OnnxModels.GRAPH_NAME), content);
    }

    private void config(String fields) throws IOException {
        Files.writeString(
                folder.resolve(TextModel.CONFIG_NAME),
                "{\"model_type\": \"distilbert\", \"pad_token_id\": 0, " + fields + "}");
    }

    private void resource(String name) throws IOException {
        try (InputStream content = Objects.requireNonNull(TextModelTest.class.getResourceAsStream(name))) {
            Files.write(folder.resolve(name), content.readAllBytes());
        }
    }

    private static ModelManifest manifest(String tokenizerHash) {
        return new ModelManifest(
                "tone",
                "3",
                "wordpiece",
                tokenizerHash,
                128,
                1,
                AgentKind.TEXT.outputs(),
                new ModelManifest.Normalisation(true, List.of(), List.of()),
                new ModelManifest.Calibration(true, "none", 1),
                new ModelManifest.Training("none", List.of(), "", "", 1, 11, "none"),
                Map.of(),
                OnnxModels.sha256(BERT.toOnnx()),
                17,
                "test");
    }
}
