package io.tickpilot.training.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.training.TrainingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finished trials in a file, one JSON line each, on disk before anybody relies on it. A line that was cut short by a kill is
 * dropped, and its trial runs again.
 */
public final class TrialJournal {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Map<String, TrialOutcome> finished = new LinkedHashMap<>();

    private TrialJournal(Path file) {
        this.file = file;
    }

    /**
     * @param file of this very search: its name tells what it depends on
     * @throws TrainingException when it cannot be read or written
     */
    public static TrialJournal open(Path file) {
        TrialJournal journal = new TrialJournal(file);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.exists(file)) {
                journal.read();
            }
            return journal;
        } catch (IOException e) {
            throw new TrainingException(file + ": search journal cannot be used: " + e.getMessage(), e);
        }
    }

    private void read() throws IOException {
        String text = Files.readString(file);
        int whole = text.lastIndexOf('\n') + 1;
        for (String line : text.substring(0, whole).lines().toList()) {
            try {
                TrialOutcome outcome = JSON.readValue(line, TrialOutcome.class);
                finished.put(key(outcome.number(), outcome.share()), outcome);
            } catch (JsonProcessingException e) {
                throw new TrainingException(file + ": search journal is damaged, remove it: " + line, e);
            }
        }
        if (whole < text.length()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
            }
        }
    }

    public int size() {
        return finished.size();
    }

    /** The outcome of a trial that has run with that share; null when it has not. */
    public @Nullable TrialOutcome find(int number, double share) {
        return finished.get(key(number, share));
    }

    public void add(TrialOutcome outcome) {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap((JSON.writeValueAsString(outcome) + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        } catch (IOException e) {
            throw new TrainingException(file + ": search journal cannot be written: " + e.getMessage(), e);
        }
        finished.put(key(outcome.number(), outcome.share()), outcome);
    }

    private static String key(int number, double share) {
        return number + "@" + share;
    }
}
