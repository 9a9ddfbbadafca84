package io.tickpilot.training.sentiment;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.tickpilot.records.RecordException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads labelled headlines from CSV: the columns {@code text} and {@code label} (negative, neutral, positive), or those of
 * SEntFiN, {@code Title} and {@code Decisions}, which label every company or market a headline names. Such a headline is
 * positive when something in it is and nothing is negative, and so the other way round; with both it is passed over.
 */
final class HeadlineFile {
    private static final Pattern DECISION = Pattern.compile(":\\s*['\"](\\w+)['\"]\\s*[,}]");
    private static final String HEADER_RULE =
            ": header must have the columns text and label, or SEntFiN's Title and Decisions";
    private static final int SHOWN = 80;

    private final Path file;
    private int textColumn;
    private int labelColumn;
    private boolean decisions;
    private int torn;

    private HeadlineFile(Path file) {
        this.file = file;
    }

    /** @throws RecordException one line with file and line number, when a row cannot be read */
    static Headlines read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new RecordException(file + ": no such file of headlines");
        }
        return new HeadlineFile(file).read();
    }

    private Headlines read() {
        CsvMapper mapper =
                CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();
        List<Headline> rows = new ArrayList<>();
        int line = 1;
        try (InputStream content = Files.newInputStream(file);
                MappingIterator<String[]> cells =
                        mapper.readerFor(String[].class).readValues(content)) {
            header(cells.hasNextValue() ? cells.nextValue() : new String[0]);
            line = cells.getCurrentLocation().getLineNr();
            while (cells.hasNextValue()) {
                Headline row = row(cells.nextValue(), line);
                if (row != null) {
                    rows.add(row);
                }
                line = cells.getCurrentLocation().getLineNr();
            }
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new RecordException(file + ":" + line + ": not CSV in UTF-8: " + reason, e);
        }
        return distinct(rows);
    }

    private void header(String[] names) {
        List<String> plain = Arrays.stream(names)
                .map(each -> each.strip().toLowerCase(Locale.ROOT))
                .toList();
        decisions = plain.contains("title") && plain.contains("decisions");
        textColumn = plain.indexOf(decisions ? "title" : "text");
        labelColumn = plain.indexOf(decisions ? "decisions" : "label");
        if (textColumn < 0 || labelColumn < 0) {
            throw new RecordException(file + HEADER_RULE + ": " + shown(String.join(",", names)));
        }
    }

    private @Nullable Headline row(String[] cells, int line) {
        if (cells.length <= Math.max(textColumn, labelColumn)) {
            throw fault(line, "row has too few cells", String.valueOf(cells.length));
        }
        String text = cells[textColumn].strip();
        if (text.isEmpty()) {
            throw fault(line, "text must not be empty", "");
        }
        Set<Tone> tones = decisions ? decided(cells[labelColumn], line) : EnumSet.of(tone(cells[labelColumn], line));
        if (tones.contains(Tone.NEGATIVE) && tones.contains(Tone.POSITIVE)) {
            torn++;
            return null;
        }
        if (tones.size() > 1) {
            tones.remove(Tone.NEUTRAL);
        }
        return new Headline(text, tones.iterator().next());
    }

    private Set<Tone> decided(String cell, int line) {
        Set<Tone> tones = EnumSet.noneOf(Tone.class);
        Matcher each = DECISION.matcher(cell);
        while (each.find()) {
            tones.add(tone(each.group(1), line));
        }
        if (tones.isEmpty()) {
            throw fault(line, "Decisions must be like {'Gold': 'positive'}", cell);
        }
        return tones;
    }

    private Tone tone(String word, int line) {
        String plain = word.strip().toLowerCase(Locale.ROOT);
        for (Tone each : Tone.values()) {
            if (each.word().equals(plain)) {
                return each;
            }
        }
        throw fault(line, "label must be negative, neutral or positive", word);
    }

    /** One headline of those with the same words; none when their labels differ. */
    private Headlines distinct(List<Headline> rows) {
        Map<String, Headline> kept = new LinkedHashMap<>();
        Set<String> contradicted = new HashSet<>();
        for (Headline row : rows) {
            Headline first = kept.putIfAbsent(row.words(), row);
            if (first != null && first.tone() != row.tone()) {
                contradicted.add(row.words());
            }
        }
        int repeated = rows.size() - kept.size();
        kept.keySet().removeAll(contradicted);
        return new Headlines(
                List.copyOf(kept.values()), decisions, rows.size() + torn, torn, repeated, contradicted.size());
    }

    private RecordException fault(int line, String rule, String value) {
        return new RecordException(file + ":" + line + ": " + rule + ": " + shown(value));
    }

    private static String shown(String value) {
        return value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value;
    }
}
