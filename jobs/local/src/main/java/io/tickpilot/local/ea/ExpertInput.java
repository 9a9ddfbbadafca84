package io.tickpilot.local.ea;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One input of the Expert Advisor, as its source declares it.
 *
 * @param type of MQL4, such as {@code int} or {@code string}
 * @param standard the default, a text without its quotes
 * @param meaning the comment behind it, which MetaTrader shows in place of the name
 */
public record ExpertInput(String name, String type, String standard, String meaning) {
    private static final Pattern DECLARATION = Pattern.compile("input (\\w+) (\\w+) = (.*?);\\s*// (.*)");

    /** @param mql4 folder of the EA's sources */
    public static List<ExpertInput> read(Path mql4) throws IOException {
        List<ExpertInput> inputs = new ArrayList<>();
        for (String line : Files.readAllLines(mql4.resolve("Include/Tickpilot/Inputs.mqh"))) {
            Matcher input = DECLARATION.matcher(line);
            if (input.matches()) {
                String standard = input.group(3).replaceAll("^\"|\"$", "");
                inputs.add(new ExpertInput(input.group(2), input.group(1), standard, input.group(4)));
            }
        }
        return inputs;
    }

    /** As MetaTrader's presets have it: switches as 1 and 0. */
    String preset(String value) {
        if (!type.equals("bool")) {
            return value;
        }
        return value.equals("true") || value.equals("1") ? "1" : "0";
    }

    /** @return why the value does not fit the type, or an empty text */
    String fault(String value) {
        boolean fits =
                switch (type) {
                    case "bool" -> value.matches("true|false|1|0");
                    case "int" -> value.matches("-?\\d{1,9}");
                    case "double" -> value.matches("-?\\d+(\\.\\d+)?");
                    case "string" -> value.indexOf('\n') < 0;
                    default -> value.matches("\\d{1,9}");
                };
        return fits ? "" : "must be of type " + type + ": " + name + "=" + value;
    }
}
