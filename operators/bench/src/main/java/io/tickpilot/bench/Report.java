package io.tickpilot.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures of one bench: rows of named cells, as a Markdown table for people or one JSON object for programs. */
public final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String bench;
    private final List<String> notes = new ArrayList<>();
    private final List<Map<String, Object>> rows = new ArrayList<>();

    public Report(String bench) {
        this.bench = bench;
        note(Machine.describe());
    }

    /** A sentence above the table: what was run, on what, under which load. */
    public void note(String sentence) {
        notes.add(sentence);
    }

    /** @return the new row, to be filled with cells in the order of the columns */
    public Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        rows.add(row);
        return row;
    }

    public List<Map<String, Object>> rows() {
        return rows;
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    public void print(PrintStream out, boolean json) {
        out.println(json ? json() : markdown());
        out.flush();
    }

    private String json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("bench", bench);
        object.put("notes", notes);
        object.put("rows", rows);
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String markdown() {
        StringBuilder text = new StringBuilder();
        notes.forEach(note -> text.append(note).append('\n'));
        if (rows.isEmpty()) {
            return text.toString();
        }
        List<String> columns = List.copyOf(rows.get(0).keySet());
        text.append('\n')
                .append(line(columns))
                .append(columns.stream().map(c -> "---").collect(Collectors.joining(" | ", "| ", " |\n")));
        rows.forEach(
                row -> text.append(line(row.values().stream().map(Report::cell).toList())));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String cell(Object value) {
        if (value instanceof Double number) {
            return Double.isNaN(number)
                    ? "-"
                    : String.format(java.util.Locale.ROOT, Math.abs(number) < 100 ? "%.2f" : "%,.0f", number);
        }
        return value instanceof Long number ? String.format(java.util.Locale.ROOT, "%,d", number) : value.toString();
    }
}
