package io.tickpilot.core.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A section of the configuration. Areas read their keys with a default each; faults are collected, not thrown, until
 * {@link #check()} reports them all together with the keys nobody read. Keys are written in kebab-case.
 */
public final class Settings {
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(us|ms|s|m|h|d)");
    private static final List<String> AREAS = List.of(
            "mode",
            "instruments",
            "validation",
            "agents",
            "ensemble",
            "gate",
            "plan",
            "risk",
            "breakers",
            "reconcile",
            "strategies",
            "regime",
            "calendar",
            "signals",
            "bridge",
            "kafka",
            "database",
            "archive",
            "supervision",
            "records",
            "terminal",
            "demo",
            "account",
            "prop-firm");

    private final String path;
    private final Map<String, Object> values;
    private final List<String> faults;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, Settings> children = new LinkedHashMap<>();

    private Settings(String path, Map<String, Object> values, List<String> faults) {
        this.path = path;
        this.values = values;
        this.faults = faults;
    }

    /**
     * Reads one YAML text and lays overrides over it.
     *
     * @param yaml a mapping, may be empty
     * @param overrides dotted key to text, such as {@code validation.keep-crossed -> true}; list items by number
     * @throws ConfigException when the text is not a YAML mapping
     */
    public static Settings parse(String yaml, Map<String, String> overrides) {
        Object loaded;
        try {
            loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw new ConfigException("configuration: is not valid YAML: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        if (loaded != null && !(loaded instanceof Map)) {
            throw new ConfigException("configuration: must be a mapping of keys: " + loaded);
        }
        Settings root = new Settings("", loaded == null ? new LinkedHashMap<>() : mapping(loaded), new ArrayList<>());
        overrides.forEach(root::override);
        return root;
    }

    public Settings section(String key) {
        return children.computeIfAbsent(key, k -> {
            Object value = take(k);
            if (value != null && !(value instanceof Map)) {
                fault(k, "must be a section with keys of its own", value);
            }
            return new Settings(dotted(k), value instanceof Map ? mapping(value) : new LinkedHashMap<>(), faults);
        });
    }

    /** Sections under free names, such as one per instrument, in the order written. */
    public Map<String, Settings> sections(String key) {
        Settings named = section(key);
        Map<String, Settings> result = new LinkedHashMap<>();
        for (String name : List.copyOf(named.values.keySet())) {
            result.put(name, named.section(name));
        }
        return result;
    }

    /** Sections of a YAML list, in order. */
    public List<Settings> list(String key) {
        Object value = take(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items)) {
            fault(key, "must be a list", value);
            return List.of();
        }
        List<Settings> result = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String item = key + "." + i;
            Object content = items.get(i);
            if (content instanceof Map) {
                result.add(children.computeIfAbsent(item, k -> new Settings(dotted(k), mapping(content), faults)));
            } else {
                fault(item, "must be a section with keys of its own", content);
            }
        }
        return result;
    }

    public boolean has(String key) {
        return values.get(key) != null;
    }

    public String path() {
        return path;
    }

    public String text(String key, String otherwise) {
        Object value = take(key);
        if (value instanceof Map || value instanceof List) {
            fault(key, "must be a text", value);
            return otherwise;
        }
        return value == null ? otherwise : value.toString();
    }

    /** A text that must be there and not blank. */
    public String required(String key) {
        String text = text(key, "");
        if (text.isBlank()) {
            fault(key, "is required", "nothing given");
        }
        return text;
    }

    public List<String> texts(String key, List<String> otherwise) {
        Object value = take(key);
        if (value == null) {
            return otherwise;
        }
        Collection<?> items =
                value instanceof List<?> list ? list : List.of(value.toString().split("\\s*,\\s*"));
        return items.stream().map(String::valueOf).toList();
    }

    public boolean bool(String key, boolean otherwise) {
        Object value = take(key);
        if (value == null) {
            return otherwise;
        }
        String text = value.toString().toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            fault(key, "must be true or false", value);
            return otherwise;
        }
        return text.equals("true");
    }

    /** A finite number within bounds, both inclusive. */
    public double number(String key, double otherwise, double min, double max) {
        Object value = take(key);
        if (value == null) {
            return otherwise;
        }
        double number;
        try {
            number = Double.parseDouble(value.toString());
        } catch (NumberFormatException e) {
            fault(key, "must be a number", value);
            return otherwise;
        }
        if (!(number >= min && number <= max)) {
            fault(key, "must be in [" + plain(min) + ", " + plain(max) + "]", value);
            return otherwise;
        }
        return number;
    }

    /** Finite numbers under free names, such as a weight per agent, in the order written; bounds inclusive. */
    public Map<String, Double> numbers(String key, double min, double max) {
        Settings named = section(key);
        Map<String, Double> result = new LinkedHashMap<>();
        for (String name : List.copyOf(named.values.keySet())) {
            result.put(name, named.number(name, min, min, max));
        }
        return Collections.unmodifiableMap(result);
    }

    /** A whole number within bounds, both inclusive. */
    public int integer(String key, int otherwise, int min, int max) {
        double number = number(key, otherwise, min, max);
        if (number != Math.rint(number)) {
            fault(key, "must be a whole number", number);
            return otherwise;
        }
        return (int) number;
    }

    /** A span such as {@code 250ms}, {@code 2s}, {@code 5m}, {@code 1h}; a bare 0 is allowed. */
    public Duration duration(String key, Duration otherwise) {
        Object value = take(key);
        if (value == null) {
            return otherwise;
        }
        String text = value.toString().strip();
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            fault(key, "must be a number with a unit of us, ms, s, m, h or d", value);
            return otherwise;
        }
        double micros = Double.parseDouble(matcher.group(1))
                * switch (matcher.group(2)) {
                    case "us" -> 1L;
                    case "ms" -> 1_000L;
                    case "s" -> 1_000_000L;
                    case "m" -> 60_000_000L;
                    case "h" -> 3_600_000_000L;
                    default -> 86_400_000_000L;
                };
        return Duration.ofNanos(Math.round(micros * 1_000));
    }

    /** One of an enum's constants, written in kebab-case. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        Object value = take(key);
        if (value == null) {
            return otherwise;
        }
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(value.toString().toLowerCase(Locale.ROOT))) {
                return constant;
            }
            names.add(name);
        }
        fault(key, "must be one of " + String.join(", ", names), value);
        return otherwise;
    }

    /** Leaves the keys of this section that were not read to another program, so that {@link #check()} does not refuse them. */
    public void leaveRest() {
        known.addAll(values.keySet());
    }

    /** On the root of a file that configures all programs: leaves the areas this one has not read to the others. */
    public void leaveOtherAreas() {
        known.addAll(AREAS);
    }

    /** Notes a fault that only the reader of several keys can see. */
    public void fault(String key, String rule, @Nullable Object value) {
        faults.add(dotted(key) + ": " + rule + ": " + value);
    }

    /**
     * Call once, on the root, after every area has read its keys.
     *
     * @throws ConfigException with all faults and all unknown keys
     */
    public void check() {
        List<String> all = new ArrayList<>(faults);
        collectUnknown(all);
        if (!all.isEmpty()) {
            throw new ConfigException(all);
        }
    }

    private void collectUnknown(List<String> into) {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                into.add(dotted(key) + ": unknown key" + suggestion(key));
            }
        }
        children.values().forEach(child -> child.collectUnknown(into));
    }

    private String suggestion(String key) {
        List<String> nearest = Nearest.of(key, known, 1);
        if (!nearest.isEmpty()) {
            return ": did you mean " + dotted(nearest.get(0)) + "?";
        }
        return known.isEmpty() ? "" : ": known here: " + String.join(", ", known);
    }

    @SuppressWarnings("unchecked")
    private void override(String dottedKey, String value) {
        String[] parts = dottedKey.split("\\.");
        Object node = values;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            if (node instanceof Map<?, ?> map) {
                Map<String, Object> section = (Map<String, Object>) map;
                if (last) {
                    section.put(parts[i], value);
                } else {
                    node = section.computeIfAbsent(parts[i], k -> new LinkedHashMap<String, Object>());
                }
            } else if (node instanceof List<?> items && isIndexOf(parts[i], items)) {
                int index = Integer.parseInt(parts[i]);
                if (last) {
                    ((List<Object>) items).set(index, value);
                } else {
                    node = items.get(index);
                }
            } else {
                throw new ConfigException(dottedKey + ": no such section to set a key in: " + parts[i]);
            }
        }
    }

    private static boolean isIndexOf(String text, List<?> items) {
        return text.matches("\\d{1,6}") && Integer.parseInt(text) < items.size();
    }

    private @Nullable Object take(String key) {
        known.add(key);
        return values.get(key);
    }

    private String dotted(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private static Map<String, Object> mapping(Object value) {
        Map<String, Object> result = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((k, v) -> result.put(String.valueOf(k), v instanceof Map ? mapping(v) : v));
        return result;
    }
}
