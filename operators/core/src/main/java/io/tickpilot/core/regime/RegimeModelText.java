package io.tickpilot.core.regime;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.regime.RegimeModel.Provenance;
import io.tickpilot.core.regime.RegimeModel.Scaling;
import io.tickpilot.core.regime.RegimeModel.State;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The YAML form of a {@link RegimeModel}. Doubles are written so that they read back bit by bit. */
final class RegimeModelText {
    private static final int MAX_STATES = 32;
    private static final int MAX_PERIOD = 100_000;
    private static final int TRIANGLE = RegimeModel.DIMENSION * (RegimeModel.DIMENSION + 1) / 2;
    private static final double SUM_TOLERANCE = 1e-9;

    private RegimeModelText() {}

    static String write(RegimeModel model) {
        return """
                # A regime model, written by ./tickpilot train regime. Observations are return, volatility and ADX; a covariance is its
                # lower triangle, row by row. The hash is that of the values: an edited model is refused.
                """ + content(model) + "hash: " + quoted(hash(model)) + "\n";
    }

    static String hash(RegimeModel model) {
        try {
            byte[] bytes = content(model).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The canonical text that is hashed. */
    private static String content(RegimeModel model) {
        StringBuilder out = new StringBuilder();
        out.append("version: ").append(RegimeModel.VERSION).append('\n');
        out.append("timeframe: ")
                .append(model.timeframe().name().toLowerCase(Locale.ROOT))
                .append('\n');
        RegimePeriods periods = model.periods();
        out.append("periods: {return: ").append(periods.returns());
        out.append(", volatility: ").append(periods.volatility());
        out.append(", long-volatility: ").append(periods.longVolatility());
        out.append(", adx: ").append(periods.adx()).append("}\n");
        out.append("margin: ").append(model.margin()).append('\n');
        out.append("scaling:\n  mean: ").append(model.scaling().mean());
        out.append("\n  deviation: ").append(model.scaling().deviation());
        out.append("\nstates:\n");
        for (State state : model.states()) {
            out.append("  - label: ").append(state.label().label());
            out.append("\n    start: ").append(state.start());
            out.append("\n    next: ").append(state.next());
            out.append("\n    mean: ").append(state.mean());
            out.append("\n    covariance: ").append(state.covariance()).append('\n');
        }
        Provenance from = model.provenance();
        out.append("training:\n  data: ").append(quoted(from.data()));
        out.append("\n  symbols: ")
                .append(from.symbols().stream()
                        .map(RegimeModelText::quoted)
                        .collect(Collectors.joining(", ", "[", "]")));
        out.append("\n  from: ").append(quoted(from.from()));
        out.append("\n  to: ").append(quoted(from.to()));
        out.append("\n  bars: ").append(from.bars());
        out.append("\n  seed: ").append(quoted(Long.toString(from.seed())));
        out.append("\n  log-likelihood: ").append(from.logLikelihood());
        out.append("\n  bic: ").append(from.bic()).append('\n');
        return out.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    static RegimeModel parse(String yaml) {
        Settings root = Settings.parse(yaml, Map.of());
        required(root, "version");
        root.integer("version", RegimeModel.VERSION, RegimeModel.VERSION, RegimeModel.VERSION);
        required(root, "timeframe");
        Timeframe timeframe = root.choice("timeframe", Timeframe.class, Timeframe.M5);
        RegimePeriods periods = periods(root.section("periods"));
        double margin = number(root, "margin", 0, 1);
        Settings scaling = root.section("scaling");
        Scaling read = new Scaling(
                numbers(scaling, "mean", RegimeModel.DIMENSION), numbers(scaling, "deviation", RegimeModel.DIMENSION));
        if (read.deviation().stream().anyMatch(each -> each <= 0)) {
            scaling.fault("deviation", "must be above 0", read.deviation());
        }
        RegimeModel model =
                new RegimeModel(timeframe, periods, margin, read, states(root), provenance(root.section("training")));
        String stated = root.required("hash");
        root.check();
        String hash = hash(model);
        if (!stated.equals(hash)) {
            root.fault("hash", "must be that of the content, " + hash, stated);
            root.check();
        }
        return model;
    }

    private static RegimePeriods periods(Settings in) {
        RegimePeriods periods = new RegimePeriods(
                integer(in, "return", 1), integer(in, "volatility", 2),
                integer(in, "long-volatility", 2), integer(in, "adx", 2));
        if (periods.longVolatility() <= periods.volatility()) {
            in.fault("long-volatility", "must be above volatility " + periods.volatility(), periods.longVolatility());
        }
        return periods;
    }

    private static List<State> states(Settings root) {
        List<Settings> sections = root.list("states");
        int count = sections.size();
        if (count < 2 || count > MAX_STATES) {
            root.fault("states", "must be 2 to " + MAX_STATES, count);
        }
        List<State> states = new ArrayList<>();
        double starts = 0;
        for (Settings in : sections) {
            required(in, "label");
            State state = new State(
                    in.choice("label", Regime.class, Regime.RANGING),
                    number(in, "start", 0, 1),
                    numbers(in, "next", count),
                    numbers(in, "mean", RegimeModel.DIMENSION),
                    numbers(in, "covariance", TRIANGLE));
            check(in, state);
            starts += state.start();
            states.add(state);
        }
        if (!(Math.abs(starts - 1) <= SUM_TOLERANCE)) {
            root.fault("states", "their start must sum to 1", starts);
        }
        return states;
    }

    private static void check(Settings in, State state) {
        double sum = state.next().stream().mapToDouble(Double::doubleValue).sum();
        boolean read = !state.next().isEmpty();
        if (read
                && (!(Math.abs(sum - 1) <= SUM_TOLERANCE)
                        || state.next().stream().anyMatch(each -> each < 0))) {
            in.fault("next", "must be probabilities that sum to 1", state.next());
        }
        if (!state.covariance().isEmpty() && !GaussianHmm.isCovariance(RegimeModel.full(state.covariance()))) {
            in.fault("covariance", "must be positive definite, its variances above 0", state.covariance());
        }
    }

    private static Provenance provenance(Settings in) {
        String data = in.required("data");
        List<String> symbols = in.texts("symbols", List.of());
        String from = in.required("from");
        String to = in.required("to");
        long bars = (long) number(in, "bars", 0, 1e15);
        String seed = in.required("seed");
        long parsedSeed = 0;
        try {
            parsedSeed = Long.parseLong(seed);
        } catch (NumberFormatException e) {
            in.fault("seed", "must be a whole number", seed);
        }
        double logLikelihood = number(in, "log-likelihood", -Double.MAX_VALUE, Double.MAX_VALUE);
        double bic = number(in, "bic", -Double.MAX_VALUE, Double.MAX_VALUE);
        return new Provenance(data, symbols, from, to, bars, parsedSeed, logLikelihood, bic);
    }

    private static void required(Settings in, String key) {
        if (!in.has(key)) {
            in.fault(key, "is required", "nothing given");
        }
    }

    private static int integer(Settings in, String key, int min) {
        required(in, key);
        return in.integer(key, min, min, MAX_PERIOD);
    }

    private static double number(Settings in, String key, double min, double max) {
        required(in, key);
        return in.number(key, min, min, max);
    }

    /** So many finite numbers, or none after a fault. */
    private static List<Double> numbers(Settings in, String key, int count) {
        List<String> texts = in.texts(key, List.of());
        List<Double> numbers = new ArrayList<>();
        for (String text : texts) {
            try {
                numbers.add(Double.parseDouble(text));
            } catch (NumberFormatException e) {
                numbers.add(Double.NaN);
            }
        }
        if (numbers.size() == count && numbers.stream().allMatch(Double::isFinite)) {
            return numbers;
        }
        in.fault(key, "must be " + count + " finite numbers", texts);
        return List.of();
    }
}
