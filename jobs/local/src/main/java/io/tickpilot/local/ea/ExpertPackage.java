package io.tickpilot.local.ea;

import io.tickpilot.core.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** The zip that a trader unpacks in a terminal's data folder. The same sources and settings give the same bytes. */
public final class ExpertPackage {
    private static final String EXPERT = "Experts/Tickpilot.mq4";
    private static final String INCLUDES = "Include/Tickpilot";

    private static final Pattern RELATIVE_LINK =
            Pattern.compile("(?<image>!?)\\[(?<words>[^\\]]*)]\\((?<file>[^):#]+)\\)");

    private final Path mql4;

    /** @param mql4 folder of the EA's sources */
    public ExpertPackage(Path mql4) {
        this.mql4 = mql4;
    }

    /**
     * @param settings values of inputs, which become a preset; empty: none
     * @param keys a client's secret file, or null
     * @return names in the zip
     * @throws ConfigException when a setting is no input or has another type
     */
    public List<String> write(Path zip, Map<String, String> settings, @Nullable Path keys) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        StringBuilder manifest = new StringBuilder();
        for (String source : sources()) {
            byte[] bytes = Files.readAllBytes(mql4.resolve(source));
            files.put("MQL4/" + source, bytes);
            manifest.append(sha256(bytes)).append(' ').append(source).append('\n');
        }
        files.put("MQL4/Files/Tickpilot/manifest.txt", utf8(manifest.toString()));
        addReadme(files);
        if (!settings.isEmpty()) {
            files.put("MQL4/Presets/Tickpilot.set", utf8(preset(settings)));
        }
        if (keys != null) {
            files.put("MQL4/Files/Tickpilot/keys.txt", Files.readAllBytes(keys));
        }
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                out.putNextEntry(entry);
                out.write(file.getValue());
            }
        }
        return List.copyOf(files.keySet());
    }

    /** With its pictures beside it; of a link to another file of the project its words stay. */
    private void addReadme(Map<String, byte[]> files) throws IOException {
        Matcher link = RELATIVE_LINK.matcher(Files.readString(mql4.resolve("README.md")));
        StringBuilder text = new StringBuilder();
        while (link.find()) {
            String words = link.group("words");
            if (link.group("image").isEmpty()) {
                link.appendReplacement(text, Matcher.quoteReplacement(words));
                continue;
            }
            Path picture = mql4.resolve(link.group("file"));
            String name = "TICKPILOT-" + picture.getFileName();
            files.put(name, Files.readAllBytes(picture));
            link.appendReplacement(text, Matcher.quoteReplacement("![" + words + "](" + name + ")"));
        }
        link.appendTail(text);
        files.put("TICKPILOT-README.md", utf8(text.toString()));
    }

    /** The EA's own files, relative to the folder of sources, in order of their names. */
    List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>(List.of(EXPERT));
        try (Stream<Path> includes = Files.list(mql4.resolve(INCLUDES))) {
            includes.map(file -> INCLUDES + "/" + file.getFileName())
                    .filter(name -> name.endsWith(".mqh"))
                    .sorted()
                    .forEach(sources::add);
        }
        return sources;
    }

    private String preset(Map<String, String> settings) throws IOException {
        List<String> faults = new ArrayList<>();
        List<ExpertInput> inputs = ExpertInput.read(mql4);
        StringBuilder preset = new StringBuilder();
        for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
            ExpertInput input = inputs.stream()
                    .filter(one -> one.name().equals(setting.getKey()))
                    .findFirst()
                    .orElse(null);
            String fault = input == null
                    ? "is no input of the Expert Advisor: " + setting.getKey()
                    : input.fault(setting.getValue());
            if (input == null || !fault.isEmpty()) {
                faults.add("--set: " + fault);
            } else {
                preset.append(input.name())
                        .append('=')
                        .append(input.preset(setting.getValue()))
                        .append("\r\n");
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
        return preset.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
