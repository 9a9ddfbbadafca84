package io.tickpilot.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobArgumentsTest {
    @TempDir
    Path folder;

    @Test
    void takesTheTextInlineAndOverridesOnTop() {
        JobArguments arguments = JobArguments.parse(new String[] {
            "--yaml", "signals: {parallelism: 2}", "--set", "signals.parallelism=3", "--home", "/opt/tickpilot"
        });

        assertThat(SignalsSettings.from(arguments.settings()).parallelism()).isEqualTo(3);
        assertThat(arguments.home()).isEqualTo(Path.of("/opt/tickpilot"));
    }

    @Test
    void readsAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("pilot.yaml"), "signals: {source: kafka}");

        JobArguments arguments = JobArguments.parse(new String[] {"--config", file.toString()});

        assertThat(SignalsSettings.from(arguments.settings()).source()).isEqualTo(SignalsSettings.Source.KAFKA);
    }

    @Test
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> JobArguments.parse(new String[] {"--config", "no-such-file.yaml"}))
                .isInstanceOf(ConfigException.class)
                .hasMessage("--config: cannot be read: no-such-file.yaml");
        assertThatThrownBy(() -> JobArguments.parse(new String[] {"--set", "novalue"}))
                .isInstanceOf(ConfigException.class)
                .hasMessage("--set: must be key=value: novalue");
        assertThatThrownBy(() -> JobArguments.parse(new String[] {"--fast", "1"}))
                .isInstanceOf(ConfigException.class)
                .hasMessage("arguments: unknown: --fast");
    }

    @Test
    void theShippedConfigurationIsAcceptedWhole() {
        String home = System.getProperty("tickpilot.home");
        for (String file : new String[] {"conf/tickpilot.yaml", "conf/demo.yaml"}) {
            Settings root = JobArguments.parse(new String[] {"--config", home + "/" + file})
                    .settings();
            SignalsJob.settings(root);
            EngineSettings.from(root);

            root.check();
        }
    }
}
