package io.tickpilot.training.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tickpilot.training.Drafts;
import io.tickpilot.training.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes {@code report.json} and {@code report.html}, each whole or not at all. */
public final class ReportFiles {
    public static final String JSON_NAME = "report.json";
    public static final String HTML_NAME = "report.html";

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ReportFiles() {}

    /** @throws TrainingException when the folder cannot be made or written to */
    public static void requireWritable(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new TrainingException(folder + ": report folder cannot be made: " + e.getMessage(), e);
        }
        if (!Files.isWritable(folder)) {
            throw new TrainingException(folder + ": report folder is not writable");
        }
    }

    public static void write(TrainingReport report, Path folder) {
        write(report, HtmlReport.render(report), folder);
    }

    /** @param report as JSON shows it, {@code page} as people read it */
    public static void write(Object report, String page, Path folder) {
        try {
            replace(folder.resolve(JSON_NAME), JSON.writeValueAsString(report) + "\n");
            replace(folder.resolve(HTML_NAME), page);
        } catch (IOException e) {
            throw new TrainingException(folder + ": report cannot be written: " + e.getMessage(), e);
        }
    }

    private static void replace(Path file, String content) throws IOException {
        Path draft = file.resolveSibling("." + file.getFileName() + ".new");
        Drafts.begin(draft, () -> Files.writeString(draft, content));
        Drafts.finish(
                draft,
                () -> Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    }
}
