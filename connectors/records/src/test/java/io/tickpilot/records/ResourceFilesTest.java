package io.tickpilot.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.regime.RegimeModel;
import io.tickpilot.core.regime.RegimeModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceFilesTest {
    private static final RegimeModel MODEL = RegimeModels.plain();

    @TempDir
    Path home;

    @Test
    void readsTheRegimeModelOfAFolderOrAFileAndTheCalendar() throws IOException {
        Files.createDirectory(home.resolve("mine"));
        Files.writeString(home.resolve("mine/regime.yaml"), MODEL.toText());
        Files.writeString(home.resolve("other.yaml"), MODEL.toText());
        Files.writeString(
                home.resolve("events.csv"), "time,currency,impact,title\n2026-01-09T13:30:00Z,USD,high,Payrolls\n");

        Resources both = read("{regime: {model: mine}, calendar: {file: events.csv}}");

        assertThat(both.regime()).isEqualTo(MODEL);
        assertThat(both.calendar().events()).hasSize(1);
        assertThat(read("regime: {model: other.yaml}").regime()).isEqualTo(MODEL);
        assertThatThrownBy(() -> read(""))
                .hasMessageEndingWith(home.resolve("models/regime").toString());
    }

    @Test
    void readsNothingWhereTheConfigurationSaysNone() {
        assertThat(read("{regime: {model: none}, calendar: {file: none}}")).isEqualTo(Resources.NONE);
    }

    @Test
    void namesTheFileAndTheFaultInOneLineEach() throws IOException {
        String edited = MODEL.toText().replaceFirst("margin: .*", "margin: 0.3");
        Files.writeString(home.resolve("edited.yaml"), edited);
        Files.writeString(home.resolve("events.csv"), "when,what\n");

        assertThatThrownBy(() -> read("{regime: {model: edited.yaml}, calendar: {file: events.csv}}"))
                .isInstanceOfSatisfying(ConfigException.class, e -> {
                    assertThat(e.faults()).hasSize(2).noneMatch(fault -> fault.contains("\n"));
                    assertThat(e.faults().get(0)).startsWith("calendar.file: ").contains("events.csv");
                    assertThat(e.faults().get(1))
                            .startsWith("regime.model: " + home.resolve("edited.yaml")
                                    + ": hash: must be that of the content, ");
                });
        assertThatThrownBy(() -> read("regime: {model: nowhere}"))
                .hasMessage("regime.model: no such file, train one with `./tickpilot train regime`, or say none: "
                        + home.resolve("nowhere"));
        assertThatThrownBy(() -> read("{regime: {model: none}, calendar: {file: nowhere.csv}}"))
                .hasMessage("calendar.file: no such file, or say none: " + home.resolve("nowhere.csv"));
        assertThatThrownBy(() -> read("regime: {modle: nowhere}"))
                .hasMessage("regime.modle: unknown key: did you mean regime.model?");
    }

    private Resources read(String yaml) {
        Settings root = Settings.parse(yaml, Map.of());
        ResourceFiles files = ResourceFiles.from(root);
        root.check();
        return files.read(home::resolve);
    }
}
