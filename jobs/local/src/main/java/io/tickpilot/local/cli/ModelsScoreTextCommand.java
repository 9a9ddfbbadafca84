package io.tickpilot.local.cli;

import io.tickpilot.local.models.ModelPlaces;
import io.tickpilot.onnx.text.Sentiment;
import io.tickpilot.onnx.text.TextModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a text model makes of texts. */
@Command(
        name = "score-text",
        description = "Scores texts with a text model: -1 negative to 1 positive, and how sure it is.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A model is a folder with model.onnx, tokenizer.json and config.json, as Hugging Face exports it.",
            "Prints score, confidence and text.",
            "Example: ./tickpilot models score-text \"ECB raises rates, shares fall\"",
            "         ./tickpilot models score-text --model finbert --json < headlines.txt"
        })
final class ModelsScoreTextCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "MODEL", description = "Name or folder. Default: ${DEFAULT-VALUE}.")
    private String model = "sentiment";

    @Option(names = "--json", description = "One JSON object a text.")
    private boolean json;

    @Parameters(paramLabel = "TEXT", description = "Without any, the lines of standard input.")
    private List<String> texts = List.of();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (TextModel opened = TextModel.open(ModelPlaces.find(model))) {
            if (texts.isEmpty()) {
                scoreLines(opened, out);
            } else {
                print(texts, opened, out);
            }
        }
        out.flush();
        return Failures.DONE;
    }

    /** As many at a time as the model takes at once, so that any number of lines goes through. */
    private void scoreLines(TextModel opened, PrintWriter out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<String> batch = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            batch.add(line);
            if (batch.size() == TextModel.MOST_TEXTS || !lines.ready()) {
                print(batch, opened, out);
                out.flush();
                batch.clear();
            }
        }
    }

    private void print(List<String> batch, TextModel opened, PrintWriter out) {
        List<Sentiment> scored = opened.score(batch);
        for (int i = 0; i < batch.size(); i++) {
            out.println(
                    json ? Json.line(object(batch.get(i), scored.get(i), opened)) : line(batch.get(i), scored.get(i)));
        }
    }

    private static String line(String text, Sentiment each) {
        String note = each.knownTokens() == 0 ? "  (no known word)" : each.truncated() ? "  (cut)" : "";
        return String.format(Locale.ROOT, "%+.3f  %.3f  %s%s", each.score(), each.confidence(), text, note);
    }

    private static Map<String, Object> object(String text, Sentiment each, TextModel opened) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", text);
        object.put("score", each.score());
        object.put("confidence", each.confidence());
        object.put("negative", each.negative());
        object.put("neutral", each.neutral());
        object.put("positive", each.positive());
        object.put("tokens", each.tokens());
        object.put("knownTokens", each.knownTokens());
        object.put("truncated", each.truncated());
        object.put("model", opened.agent() + " " + opened.version());
        return object;
    }
}
