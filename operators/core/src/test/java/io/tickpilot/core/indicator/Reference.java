package io.tickpilot.core.indicator;

import io.tickpilot.core.testing.RecordedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reference quotes and results of an independent implementation. */
final class Reference {
    private Reference() {}

    /** Rows of open, high, low, close. */
    static List<double[]> quotes() throws IOException {
        return Files.readAllLines(RecordedData.path("indicators/quotes/default.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(f -> new double[] {number(f[1]), number(f[2]), number(f[3]), number(f[4])})
                .toList();
    }

    /** One column of a result, NaN where it has none. */
    static double[] result(String name, String column) throws IOException {
        String json = Files.readString(RecordedData.path("indicators/results/" + name + ".standard.json"));
        Matcher matcher = Pattern.compile("\"" + column + "\":\\s*([^,\\s}]+)").matcher(json);
        return matcher.results()
                .map(found -> found.group(1))
                .mapToDouble(text -> text.equals("null") ? Double.NaN : number(text))
                .toArray();
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }
}
