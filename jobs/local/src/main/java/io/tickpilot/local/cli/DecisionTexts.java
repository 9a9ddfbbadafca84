package io.tickpilot.local.cli;

import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Decisions as a line, as a page and for scripts. */
final class DecisionTexts {

    private DecisionTexts() {}

    static String line(Decision decision) {
        String why = decision.rejections().isEmpty()
                ? decision.signalId()
                : decision.rejections().get(0).check()
                        + (decision.rejections().size() > 1
                                ? " and " + (decision.rejections().size() - 1) + " more"
                                : "");
        return String.format(
                Locale.ROOT,
                "%s  %-8s %-10s %-9s %-4s %.2f  %s",
                time(decision.logTimeMicros()),
                decision.symbol(),
                decision.strategy(),
                decision.outcome(),
                decision.direction(),
                decision.confidence(),
                why);
    }

    static List<String> page(Decision decision) {
        List<String> lines = new ArrayList<>();
        lines.add(line(decision));
        lines.add("  place      partition " + decision.partition() + " epoch " + decision.epoch() + " sequence "
                + decision.sequence() + " origin " + decision.origin());
        lines.add(String.format(
                Locale.ROOT,
                "  market     bid %s ask %s atr %s features %016x",
                decision.bid(),
                decision.ask(),
                decision.atr(),
                decision.featuresHash()));
        lines.add(String.format(
                Locale.ROOT,
                "  ensemble   sell %.4f hold %.4f buy %.4f",
                decision.sell(),
                decision.hold(),
                decision.buy()));
        for (Vote vote : decision.votes()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  vote       %-18s %-14s weight %.3f  sell %.3f hold %.3f buy %.3f %s",
                    vote.agent(),
                    vote.version(),
                    vote.weight(),
                    vote.sell(),
                    vote.hold(),
                    vote.buy(),
                    vote.abstention()));
        }
        for (Rejection rejection : decision.rejections()) {
            lines.add("  rejected   " + rejection.check() + " " + rejection.value() + ", limit " + rejection.limit());
        }
        Plan plan = decision.plan();
        if (plan != null) {
            lines.add("  plan       entry " + plan.entry() + " stop " + plan.stop() + " targets " + plan.target1() + " "
                    + plan.target2() + " lots " + plan.lots());
        }
        if (!decision.signalId().isEmpty()) {
            lines.add("  signal     " + decision.signalId());
        }
        return lines;
    }

    static Map<String, Object> json(Decision decision) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("strategy", decision.strategy());
        object.put("symbol", decision.symbol());
        object.put("origin", decision.origin());
        object.put("partition", decision.partition());
        object.put("epoch", decision.epoch());
        object.put("sequence", decision.sequence());
        object.put("log_time_micros", decision.logTimeMicros());
        object.put("event_time_micros", decision.eventTimeMicros());
        object.put("bid", decision.bid());
        object.put("ask", decision.ask());
        object.put("atr", decision.atr());
        object.put("sell", decision.sell());
        object.put("hold", decision.hold());
        object.put("buy", decision.buy());
        object.put("direction", decision.direction().name());
        object.put("confidence", decision.confidence());
        object.put("outcome", decision.outcome().name());
        object.put("signal", decision.signalId());
        object.put("votes", decision.votes().stream().map(DecisionTexts::json).toList());
        object.put(
                "rejections",
                decision.rejections().stream()
                        .map(each -> Map.of("check", each.check(), "value", each.value(), "limit", each.limit()))
                        .toList());
        return object;
    }

    private static Map<String, Object> json(Vote vote) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("agent", vote.agent());
        object.put("version", vote.version());
        object.put("weight", vote.weight());
        object.put("sell", (double) vote.sell());
        object.put("hold", (double) vote.hold());
        object.put("buy", (double) vote.buy());
        object.put("abstention", vote.abstention());
        return object;
    }

    static String time(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000)
                .toString();
    }
}
