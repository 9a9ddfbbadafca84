package io.tickpilot.local.ea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.local.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpertPackageTest {
    private static final Path MQL4 = Path.of("../../mql4");

    @TempDir
    private Path folder;

    @Test
    void zipHoldsTheSourcesWhereTheTerminalLooksForThem() throws Exception {
        Path zip = folder.resolve("ea.zip");
        List<String> names = new ExpertPackage(MQL4).write(zip, Map.of(), null);

        Map<String, byte[]> files = unzip(zip);
        assertThat(files.keySet()).containsExactlyElementsOf(names);
        assertThat(files).containsKeys("MQL4/Experts/Tickpilot.mq4", "MQL4/Include/Tickpilot/Link.mqh");
        assertThat(files).doesNotContainKeys("MQL4/Presets/Tickpilot.set", "MQL4/Files/Tickpilot/keys.txt");
        assertThat(files.get("MQL4/Experts/Tickpilot.mq4"))
                .isEqualTo(Files.readAllBytes(MQL4.resolve("Experts/Tickpilot.mq4")));
    }

    @Test
    void readmeNamesNoFileThatTheZipDoesNotHold() throws Exception {
        Path zip = folder.resolve("ea.zip");
        new ExpertPackage(MQL4).write(zip, Map.of(), null);

        Map<String, byte[]> files = unzip(zip);
        String readme = new String(files.get("TICKPILOT-README.md"), StandardCharsets.UTF_8);
        List<String> linked = Pattern.compile("]\\(([^)]+)\\)")
                .matcher(readme)
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.startsWith("http"))
                .toList();
        assertThat(linked).isNotEmpty().allSatisfy(target -> assertThat(files).containsKey(target));
        assertThat(readme).contains("what a Tickpilot bridge sends");
    }

    @Test
    void manifestHoldsTheHashOfEverySource() throws Exception {
        Path zip = folder.resolve("ea.zip");
        new ExpertPackage(MQL4).write(zip, Map.of(), null);

        Map<String, byte[]> files = unzip(zip);
        List<String> lines = new String(files.get("MQL4/Files/Tickpilot/manifest.txt"), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(lines).hasSameSizeAs(new ExpertPackage(MQL4).sources());
        for (String line : lines) {
            byte[] source = files.get("MQL4/" + line.substring(65));
            assertThat(line.substring(0, 64))
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(source)));
        }
    }

    @Test
    void sameSourcesGiveTheSameBytes() throws Exception {
        new ExpertPackage(MQL4).write(folder.resolve("a.zip"), Map.of("Magic", "7"), null);
        new ExpertPackage(MQL4).write(folder.resolve("b.zip"), Map.of("Magic", "7"), null);

        assertThat(folder.resolve("a.zip")).hasSameBinaryContentAs(folder.resolve("b.zip"));
    }

    @Test
    void settingsBecomeAPresetAndKeysComeAlong() throws Exception {
        Path keys = Files.writeString(folder.resolve("mt4-1.key_secret"), "curve\n");
        Path zip = folder.resolve("ea.zip");
        new ExpertPackage(MQL4)
                .write(zip, Map.of("ControlAddresses", "tcp://10.0.0.5:5556", "AllowLive", "true"), keys);

        Map<String, byte[]> files = unzip(zip);
        assertThat(new String(files.get("MQL4/Presets/Tickpilot.set"), StandardCharsets.UTF_8))
                .isEqualTo("AllowLive=1\r\nControlAddresses=tcp://10.0.0.5:5556\r\n");
        assertThat(new String(files.get("MQL4/Files/Tickpilot/keys.txt"), StandardCharsets.UTF_8))
                .isEqualTo("curve\n");
    }

    @Test
    void namesEverySettingThatIsNoInputOrHasAnotherType() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("MaxLot", "1");
        settings.put("Magic", "seven");

        assertThatThrownBy(() -> new ExpertPackage(MQL4).write(folder.resolve("ea.zip"), settings, null))
                .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.faults())
                        .containsExactly(
                                "--set: must be of type int: Magic=seven",
                                "--set: is no input of the Expert Advisor: MaxLot"));
    }

    @Test
    void verbWritesTheZip() {
        Path zip = folder.resolve("ea.zip");
        StringWriter err = new StringWriter();
        System.setProperty("tickpilot.home", MQL4.resolve("..").toString());
        try {
            int code = Main.commandLine()
                    .setErr(new PrintWriter(err, true))
                    .execute("ea", "package", "--out", zip.toString(), "--json");
            assertThat(code).isZero();
        } finally {
            System.clearProperty("tickpilot.home");
        }

        assertThat(zip).isNotEmptyFile();
    }

    @Test
    void everyInputIsInTheReadmeWithItsDefault() throws Exception {
        String readme = Files.readString(MQL4.resolve("README.md"));
        List<ExpertInput> inputs = ExpertInput.read(MQL4);

        assertThat(inputs).hasSizeGreaterThan(40);
        for (ExpertInput input : inputs) {
            boolean empty = input.standard().isEmpty();
            String standard = empty ? "empty" : input.standard();
            assertThat(readme.replace("| `" + standard + "` |", "| " + standard + " |"))
                    .contains("| `" + input.name() + "` | " + standard + " |");
        }
    }

    @Test
    void integrityCheckKnowsEveryInclude() throws Exception {
        String source = Files.readString(MQL4.resolve("Include/Tickpilot/Integrity.mqh"));
        Matcher list = Pattern.compile("OWN_INCLUDES \"(.*)\"").matcher(source);

        assertThat(list.find()).isTrue();
        List<String> known = Arrays.stream(list.group(1).split(","))
                .map(name -> "Include/Tickpilot/" + name + ".mqh")
                .toList();
        assertThat(new ExpertPackage(MQL4).sources())
                .filteredOn(name -> name.startsWith("Include"))
                .containsExactlyElementsOf(known);
    }

    private static Map<String, byte[]> unzip(Path zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }
}
