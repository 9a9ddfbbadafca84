package io.tickpilot.core.indicator;

import io.tickpilot.core.testing.RecordedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reference quotes and results of an independent implementation. */
final class Reference {
    private Reference() {}

    static Bars quotes() throws IOException {
        return quotes("default");
    }

    /** Quotes of a file, without the rows that hold no numbers; a day has ten of them. */
    static Bars quotes(String name) throws IOException {
        List<Bars.Bar> bars = new ArrayList<>();
        for (String line : Files.readAllLines(RecordedData.path("indicators/quotes/" + name + ".csv"))) {
            String[] f = line.split(",", -1);
            if (!f[1].isEmpty() && !f[1].equalsIgnoreCase("open")) {
                bars.add(new Bars.Bar(
                        bars.size() / 10, number(f[1]), number(f[2]), number(f[3]), number(f[4]), number(f[5])));
            }
        }
        return new Bars(bars);
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
