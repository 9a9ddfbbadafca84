package io.tickpilot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.local.Main;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextModelCommandsTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void scoresTextsWithTheShippedModel() {
        assertThat(run("models", "score-text", "Acme profit jumps 40 %", "日本銀行"))
                .as(err::toString)
                .isZero();

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("+").endsWith("  Acme profit jumps 40 %");
        assertThat(lines.get(1)).isEqualTo("+0.000  0.000  日本銀行  (no known word)");
    }

    @Test
    void scoresTheLinesOfStandardInputAsJson() throws IOException {
        String headlines = "Shares plunge as losses widen\n".repeat(20) + "\nAcme profit jumps 40 %";
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(headlines.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(run("models", "score-text", "--json")).isZero();
        } finally {
            System.setIn(before);
        }

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(22);
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.path("score").asDouble()).isNegative();
        assertThat(first.path("text").asText()).isEqualTo("Shares plunge as losses widen");
        assertThat(first.path("model").asText()).startsWith("sentiment 1-");
        assertThat(new ObjectMapper().readTree(lines.get(20)).path("confidence").asDouble())
                .isZero();
        assertThat(new ObjectMapper().readTree(lines.get(21)).path("score").asDouble())
                .isPositive();
    }

    @Test
    void saysInOneLineWhyAModelCannotScoreTexts() {
        assertThat(run("models", "score-text", "--model", "technical", "x")).isEqualTo(2);

        assertThat(onlyLine()).contains("technical: tokenizer.json is missing; a text model's folder has model.onnx,");
    }

    @Test
    void listsShowsAndVerifiesTheShippedTextModel() {
        assertThat(run("models", "list")).isZero();
        assertThat(run("models", "show", "sentiment")).isZero();
        assertThat(run("models", "verify", "sentiment")).isZero();

        assertThat(out.toString())
                .contains("text, 128 tokens", "text: negative, neutral, positive", "ok      models/sentiment");
    }

    @Test
    void namesTheLineOfBadHeadlines() throws IOException {
        Path data = Files.writeString(folder.resolve("news.csv"), "text,label\nGold up,positive\nOil flat,so-so\n");

        assertThat(run(
                        "train",
                        "sentiment",
                        "--data",
                        data.toString(),
                        "--out",
                        folder + "/m",
                        "--report",
                        folder + "/r"))
                .isEqualTo(2);

        assertThat(onlyLine())
                .isEqualTo("tickpilot: " + data + ":3: label must be negative, neutral or positive: so-so");
        assertThat(folder.resolve("m")).doesNotExist();
    }

    @Test
    void wantsHeadlinesToTrainOn() {
        assertThat(run("train", "sentiment")).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required option: '--data=CSV'");
        err.getBuffer().setLength(0);

        assertThat(run("train", "sentiment", "--data", "x.csv", "--epochs", "0"))
                .isEqualTo(2);
        assertThat(onlyLine()).isEqualTo("tickpilot: --epochs: must be in [1, 1000]: 0");
    }

    private int run(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private String onlyLine() {
        List<String> lines = err.toString().lines().toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
