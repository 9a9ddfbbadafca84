package io.tickpilot.records;

import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.calendar.EconomicEvent;
import io.tickpilot.core.calendar.Impact;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A user's economic calendar as CSV, plain or gzip, with the header {@code time,currency,impact,title}. A time is ISO 8601, UTC
 * unless it has an offset; a currency three to ten letters, or ALL; an impact low, medium or high. Cells with commas stand in
 * quotes, a quote in them is doubled. Lines that are empty or begin with {@code #} are passed over.
 *
 * <p>A bad line refuses the whole file: an event left out would have trades where there should be none.
 */
public final class CalendarFile {
    private static final String HEADER = "time,currency,impact,title";
    private static final int CELLS = 4;
    private static final int SHOWN_CHARACTERS = 200;

    private CalendarFile() {}

    /** @throws RecordException when the file is unreadable, or a line of it; it names the first such line */
    public static EconomicCalendar read(Path path) {
        List<EconomicEvent> events = new ArrayList<>();
        List<RejectedLine> rejected = new ArrayList<>();
        TimeParser times = new TimeParser(ZoneId.of("UTC"));
        boolean headed = false;
        try (LineReader lines = new LineReader(TickFile.stream(path, ""))) {
            while (lines.advance()) {
                try {
                    String line = line(lines);
                    if (line.isEmpty() || line.startsWith("#")) {
                        continue;
                    }
                    if (headed) {
                        events.add(event(line, times));
                    } else {
                        headed = true;
                        requireHeader(line);
                    }
                } catch (BadCell e) {
                    String reason = e.getMessage() == null ? "bad line" : e.getMessage();
                    String shown = reason.substring(0, Math.min(reason.length(), SHOWN_CHARACTERS));
                    rejected.add(new RejectedLine(path.toString(), lines.line(), lines.text(), shown));
                }
            }
        } catch (IOException e) {
            throw new RecordException("calendar cannot be read: " + path + ": " + e.getMessage(), e);
        }
        if (!headed) {
            throw new RecordException("calendar is empty, its first line must be " + HEADER + ": " + path);
        }
        if (!rejected.isEmpty()) {
            String more = rejected.size() > 1 ? " (bad lines in all: " + rejected.size() + ")" : "";
            throw new RecordException(rejected.get(0) + more);
        }
        return EconomicCalendar.of(events);
    }

    private static String line(LineReader lines) throws BadCell {
        if (lines.tooLong()) {
            throw new BadCell("longer than " + LineReader.BUFFER_BYTES + " bytes");
        }
        return Decimals.string(lines.buffer, lines.start(), lines.end()).strip();
    }

    private static void requireHeader(String line) throws BadCell {
        List<String> names = cells(line.toLowerCase(Locale.ROOT));
        if (!String.join(",", names).equals(HEADER)) {
            throw new BadCell("first line must be " + HEADER + ": " + line);
        }
    }

    private static EconomicEvent event(String line, TimeParser times) throws BadCell {
        List<String> cells = cells(line);
        if (cells.size() != CELLS) {
            throw new BadCell("must have 4 cells (a title with commas in quotes): " + cells.size());
        }
        return new EconomicEvent(
                time(cells.get(0), times), currency(cells.get(1)), impact(cells.get(2)), title(cells.get(3)));
    }

    private static long time(String cell, TimeParser times) throws BadCell {
        if (!cell.matches("\\d{4}-\\d{2}-\\d{2}[T ].+")) {
            throw new BadCell("time must look like 2024-01-05T13:30:00Z: " + cell);
        }
        try {
            return times.parse(cell);
        } catch (BadCell e) {
            throw new BadCell("time must look like 2024-01-05T13:30:00Z: " + cell);
        }
    }

    private static String currency(String cell) throws BadCell {
        if (!cell.matches("[A-Za-z]{3,10}")) {
            throw new BadCell("currency must be 3 to 10 letters: " + cell);
        }
        return cell.toUpperCase(Locale.ROOT);
    }

    private static Impact impact(String cell) throws BadCell {
        return switch (cell.toUpperCase(Locale.ROOT)) {
            case "LOW" -> Impact.LOW;
            case "MEDIUM" -> Impact.MEDIUM;
            case "HIGH" -> Impact.HIGH;
            default -> throw new BadCell("impact must be low, medium or high: " + cell);
        };
    }

    private static String title(String cell) throws BadCell {
        if (cell.isEmpty()) {
            throw new BadCell("title is empty");
        }
        return cell;
    }

    /** Cells of a line as of RFC 4180, without blanks around them. */
    private static List<String> cells(String line) throws BadCell {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"' && (quoted || cell.toString().isBlank())) {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            throw new BadCell("quote is not closed: " + line);
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
