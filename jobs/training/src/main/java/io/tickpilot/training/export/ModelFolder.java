package io.tickpilot.training.export;

import io.tickpilot.onnx.ManifestFile;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.training.Drafts;
import io.tickpilot.training.TrainingException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model folder in the making: files are written to a hidden folder beside the target, which {@link #publish()} renames
 * into place. Until then the old model stays as it is; closing without publishing leaves no trace.
 */
public final class ModelFolder implements AutoCloseable {
    public static final String README = "README.md";

    private static final Set<String> OURS =
            Set.of(OnnxModels.GRAPH_NAME, OnnxModels.SCHEMA_NAME, ManifestFile.NAME, README);

    private final Path target;
    private final Path draft;

    private ModelFolder(Path target, Path draft) {
        this.target = target;
        this.draft = draft;
    }

    /** @throws TrainingException when the target cannot be written or holds files that are not a model's */
    public static ModelFolder draft(Path folder) {
        return draft(folder, OURS);
    }

    /** The same for a folder of other files. */
    public static ModelFolder draft(Path folder, Set<String> files) {
        Path target = folder.toAbsolutePath().normalize();
        Path parent = target.getParent();
        if (parent == null) {
            throw new TrainingException(folder + ": cannot be a model folder");
        }
        try {
            refuseForeignFiles(folder, files);
            Files.createDirectories(parent);
            Path name = parent.relativize(target);
            Path draft = parent.resolve(
                    "." + name + ".new-" + ProcessHandle.current().pid());
            Drafts.discard(draft);
            return new ModelFolder(target, Drafts.begin(draft, () -> Files.createDirectory(draft)));
        } catch (IOException e) {
            throw new TrainingException(folder + ": model folder cannot be written: " + words(e), e);
        }
    }

    /** Where to write the files. */
    public Path path() {
        return draft;
    }

    /** Puts the draft in the target's place. */
    public void publish() {
        Path old = draft.resolveSibling(draft.getFileName() + ".old");
        try {
            Drafts.finish(draft, () -> replace(old));
        } catch (IOException e) {
            throw new TrainingException(target + ": model could not be put in place: " + words(e), e);
        }
    }

    private Path replace(Path old) throws IOException {
        boolean replaces = Files.isDirectory(target);
        if (replaces) {
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (replaces) {
                Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        Drafts.discard(old);
        return target;
    }

    @Override
    public void close() {
        try {
            Drafts.discard(draft);
        } catch (IOException e) {
            throw new TrainingException(draft + ": could not be removed: " + words(e), e);
        }
    }

    private static void refuseForeignFiles(Path folder, Set<String> ours) throws IOException {
        if (Files.isRegularFile(folder)) {
            throw new TrainingException(folder + ": model folder is a file");
        }
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<String> foreign = new ArrayList<>();
        try (DirectoryStream<Path> present = Files.newDirectoryStream(folder)) {
            for (Path file : present) {
                String name = folder.relativize(file).toString();
                if (!ours.contains(name)) {
                    foreign.add(name);
                }
            }
        }
        if (!foreign.isEmpty()) {
            foreign.sort(null);
            throw new TrainingException(folder + ": model folder holds other files, name a new or empty one: "
                    + foreign.get(0) + (foreign.size() > 1 ? " and " + (foreign.size() - 1) + " more" : ""));
        }
    }

    /** An IOException's message is often only the path: its class says the rest. */
    private static String words(IOException e) {
        @Nullable String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : " " + message);
    }
}
