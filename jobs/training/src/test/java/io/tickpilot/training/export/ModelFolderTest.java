package io.tickpilot.training.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.training.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    @TempDir
    Path home;

    @Test
    void replacesAnOldModelAsAWhole() throws IOException {
        Path target = home.resolve("models/technical");
        publish(target, "old");
        Files.writeString(target.resolve("manifest.json"), "old");

        publish(target, "new");

        assertThat(target.resolve("model.onnx")).hasContent("new");
        assertThat(target.resolve("manifest.json")).doesNotExist();
        assertThat(entries(target.getParent())).containsExactly("technical");
    }

    @Test
    void leavesNoTraceWhenNotPublished() throws IOException {
        Path target = home.resolve("technical");
        publish(target, "old");

        try (ModelFolder draft = ModelFolder.draft(target)) {
            Files.writeString(draft.path().resolve("model.onnx"), "half");
        }

        assertThat(target.resolve("model.onnx")).hasContent("old");
        assertThat(entries(home)).containsExactly("technical");
    }

    @Test
    void refusesAFolderWithFilesThatAreNotAModels() throws IOException {
        Files.writeString(home.resolve("diary.txt"), "dear");

        assertThatThrownBy(() -> ModelFolder.draft(home))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("model folder holds other files, name a new or empty one: diary.txt");
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "x");

        assertThatThrownBy(() -> ModelFolder.draft(file))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("model folder is a file");
        assertThatThrownBy(() -> ModelFolder.draft(file.resolve("models/technical")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("model folder cannot be written");
    }

    private static void publish(Path target, String graph) throws IOException {
        try (ModelFolder draft = ModelFolder.draft(target)) {
            Files.writeString(draft.path().resolve("model.onnx"), graph);
            draft.publish();
        }
    }

    private static List<String> entries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
