package io.tickpilot.training.sentiment;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.training.network.Epoch;
import java.util.List;

/**
 * All that is known about a training of the text model, as it goes to {@code report.json}.
 *
 * @param words what a reader should think of it
 * @param rows of the file, {@code torn}, {@code repeated} and {@code contradicted} of them passed over
 * @param ending why the fit stopped
 * @param parityMaxAbsDiff largest difference of a probability between the trainer and ONNX Runtime over the validation part
 * @param scoreMicros of one headline among as many as go at once, tokenizer included, on the training machine, one thread
 * @param bytes of the graph
 * @param market the headlines of the test part that name a currency, a central bank, gold or oil
 */
@JsonPropertyOrder({"words", "manifest"})
public record SentimentReport(
        List<String> words,
        ModelManifest manifest,
        int rows,
        int torn,
        int repeated,
        int contradicted,
        String ending,
        double seconds,
        List<Epoch> epochs,
        double temperature,
        double parityMaxAbsDiff,
        double scoreMicros,
        int bytes,
        ToneMetrics train,
        ToneMetrics validation,
        ToneMetrics test,
        ToneMetrics market) {}
