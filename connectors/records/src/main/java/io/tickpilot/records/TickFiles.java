package io.tickpilot.records;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the files of one input. */
final class TickFiles {
    private TickFiles() {}

    /** All tick files below the input's path that belong to its symbol and period. */
    static List<TickFile> find(RecordInput input, RejectListener listener) {
        List<Path> paths = paths(input.path());
        FirstSkipped skipped = new FirstSkipped(listener);
        Recogniser recogniser = new Recogniser(input.options(), input.symbol(), skipped);
        List<TickFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.addAll(recogniser.recognise(path));
        }
        if (files.isEmpty()) {
            boolean single = Files.isRegularFile(input.path());
            throw new RecordException("no recorded ticks of a known format: " + input.location()
                    + (single ? "" : ": " + paths.size() + " files, the first: " + skipped.file)
                    + ": " + skipped.why);
        }
        long from = input.options().fromMicros();
        long to = input.options().toMicros();
        return ofSymbol(input, files).stream()
                .filter(f -> f.startMicros() < to && f.endMicros() > from)
                .toList();
    }

    static RecordException unreadable(String name, IOException e) {
        String why = e instanceof EOFException ? "truncated" : "unreadable";
        String detail = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new RecordException(why + ": " + name + ": " + detail.replace('\n', ' '), e);
    }

    private static List<Path> paths(Path root) {
        if (!Files.exists(root)) {
            throw new RecordException("no such file or folder: " + root);
        }
        if (!Files.isReadable(root)) {
            throw new RecordException("not readable: " + root);
        }
        try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> paths = walk.filter(Files::isRegularFile)
                    .filter(p -> p.equals(root) || !isHidden(p))
                    .sorted()
                    .toList();
            if (paths.isEmpty()) {
                throw new RecordException("folder holds no files: " + root);
            }
            return paths;
        } catch (IOException e) {
            throw unreadable(root.toString(), e);
        } catch (UncheckedIOException e) {
            throw unreadable(root.toString(), new IOException(e.getMessage(), e));
        }
    }

    private static boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }

    /** A file whose names tell another symbol is left out, unless all tell the same other one: then it is renamed. */
    private static List<TickFile> ofSymbol(RecordInput input, List<TickFile> files) {
        SortedSet<String> told = new TreeSet<>();
        for (TickFile file : files) {
            told.add(TickFile.plain(file.symbol()));
        }
        String wanted = TickFile.plain(input.symbol());
        if (wanted.isEmpty()) {
            if (told.contains("")) {
                throw new RecordException("symbol is told neither by names nor by option: " + input.location());
            }
            return files;
        }
        boolean named = told.contains(wanted);
        told.remove("");
        told.remove(wanted);
        if (!named && told.size() > 1) {
            throw new RecordException(
                    "no ticks of " + input.symbol() + ": " + input.location() + " has " + String.join(", ", told));
        }
        return files.stream()
                .filter(f -> !named
                        || f.symbol().isEmpty()
                        || TickFile.plain(f.symbol()).equals(wanted))
                .toList();
    }

    /** Remembers the first skipped file for the message, should no other file hold ticks. */
    private static final class FirstSkipped implements RejectListener {
        private final RejectListener listener;
        private String file = "";
        private String why = "";

        FirstSkipped(RejectListener listener) {
            this.listener = listener;
        }

        @Override
        public void onReject(RejectedLine line) {
            listener.onReject(line);
        }

        @Override
        public void onSkippedFile(String skippedFile, String reason) {
            if (file.isEmpty()) {
                file = skippedFile;
                why = reason;
            }
            listener.onSkippedFile(skippedFile, reason);
        }
    }
}
