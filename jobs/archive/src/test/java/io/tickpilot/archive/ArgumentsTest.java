package io.tickpilot.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.config.Settings;
import io.tickpilot.timescale.DatabaseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentsTest {

    @TempDir
    Path folder;

    @Test
    void readTheFileAndLayOverridesOverIt() throws Exception {
        Path file =
                Files.writeString(folder.resolve("t.yaml"), "kafka:\n  bootstrap: k:1\narchive:\n  batch-rows: 5\n");

        Settings root = Arguments.settings(
                new String[] {"--config", file.toString(), "--set", "database.url=jdbc:postgresql://d/t?x=y=z"});
        ArchiveSettings settings = ArchiveSettings.from(root);

        root.check();
        assertThat(settings)
                .isEqualTo(new ArchiveSettings(
                        "k:1",
                        new DatabaseSettings("jdbc:postgresql://d/t?x=y=z", "postgres", "postgres"),
                        "tickpilot-archive",
                        5,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(10)));
    }

    @Test
    void nameWhatIsWrong() {
        assertThatThrownBy(() -> Arguments.settings(new String[] {"--config", "absent.yaml"}))
                .hasMessage("--config: cannot be read: absent.yaml");
        assertThatThrownBy(() -> Arguments.settings(new String[] {"--set", "x"}))
                .hasMessage("--set: must be key=value: x");
        assertThatThrownBy(() -> Arguments.settings(new String[] {"--sett", "x=y"}))
                .hasMessage("arguments: unknown, use --config, --yaml or --set: --sett");
        assertThatThrownBy(() -> ArchiveJob.main(new String[] {"--set", "archive.batch-rowz=1"}))
                .hasMessageContaining("did you mean archive.batch-rows?");
        assertThatThrownBy(() -> ArchiveJob.main(new String[] {}))
                .hasMessage("database.url: is required: nothing given");
    }
}
