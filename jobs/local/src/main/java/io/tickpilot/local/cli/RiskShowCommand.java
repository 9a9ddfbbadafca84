package io.tickpilot.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.bridge.Topics;
import io.tickpilot.local.operate.TopicReader;
import io.tickpilot.wire.WireException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The newest report of each account. */
@Command(
        name = "show",
        description =
                "Prints each account's newest report: money, floors, exposure, VaR and ES, score, recommendations.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot risk show --account paper-1")
final class RiskShowCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Of each partition: some minutes of some accounts. */
    private static final long NEWEST = 1_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--account", paramLabel = "NAME", description = "Only this one.")
    private String account = "";

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() {
        Map<String, JsonNode> newest = new TreeMap<>();
        try (TopicReader reader =
                new TopicReader(Configuration.load(config).bridge().bootstrap())) {
            reader.read(Topics.RISK, NEWEST, value -> {
                JsonNode report = parse(value);
                String name = report.path("account").asText();
                if (account.isEmpty() || account.equals(name)) {
                    newest.put(name, report);
                }
            });
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(Map.of("accounts", new ArrayList<>(newest.values()))));
        } else if (newest.isEmpty()) {
            out.println("no account is told of");
        } else {
            newest.values().forEach(each -> lines(each).forEach(out::println));
        }
        out.flush();
        return Failures.DONE;
    }

    private static JsonNode parse(byte[] value) throws WireException {
        try {
            return MAPPER.readTree(new String(value, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new WireException("risk report is malformed: " + e.getOriginalMessage(), e);
        }
    }

    private static List<String> lines(JsonNode report) {
        List<String> lines = new ArrayList<>();
        JsonNode money = report.path("money");
        JsonNode tails = report.path("tails");
        lines.add(String.format(
                Locale.ROOT,
                "%s  %s  %s  score %d  %s",
                report.path("account").asText(),
                report.path("live").asBoolean() ? "LIVE" : "PAPER",
                report.path("rules").asText(),
                report.path("score").asInt(),
                DecisionTexts.time(report.path("at_micros").asLong())));
        lines.add("  money      balance " + money(money, "balance") + " equity " + money(money, "equity") + " floating "
                + money(money, "floating") + " day " + money(money, "day_profit") + " margin " + money(money, "margin")
                + " "
                + report.path("currency").asText());
        lines.add("  floors     daily " + money(report.path("floors"), "daily") + " total "
                + money(report.path("floors"), "total"));
        lines.add("  value at risk 95 %  of equity " + tail(tails, "equity_historical") + ", EWMA "
                + tail(tails, "equity_ewma") + ", of positions " + tail(tails, "exposure_historical"));
        report.path("positions")
                .forEach(each -> lines.add("  position   " + each.path("symbol").asText() + " "
                        + each.path("side").asText() + " " + each.path("lots").asText()));
        lines.add("  breaker    " + report.path("breaker").path("state").asText());
        report.path("recommendations")
                .forEach(each -> lines.add("  advice     " + each.path("text").asText()));
        return lines;
    }

    private static String tail(JsonNode tails, String name) {
        JsonNode tail = tails.path(name);
        List<String> parts = new ArrayList<>();
        tail.fields().forEachRemaining(each -> parts.add(each.getKey() + " " + number(each.getValue())));
        return String.join(" ", parts);
    }

    private static String money(JsonNode at, String name) {
        return number(at.path(name));
    }

    private static String number(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.2f", value.asDouble()) : "unknown";
    }
}
