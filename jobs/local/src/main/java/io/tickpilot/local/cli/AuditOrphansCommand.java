package io.tickpilot.local.cli;

import io.tickpilot.core.signal.Decision;
import io.tickpilot.local.audit.OrphanAudit;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Decisions taken on events that never came to count. */
@Command(
        name = "orphans",
        description =
                "Names the decisions that were taken on events which a dying bridge published and did not journal.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The job has rewound and decided anew, so an orphan is no error; a signal of one may have been traded.",
            "Reads the topics decisions and journal of kafka.bootstrap from their beginning.",
            "Example: ./tickpilot audit orphans --set kafka.bootstrap=127.0.0.1:9092 --json"
        })
final class AuditOrphansCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--json", description = "Ends with one JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() {
        OrphanAudit audit = OrphanAudit.run(Configuration.load(config).bridge().bootstrap());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(toJson(audit)));
        } else {
            audit.orphans().forEach(orphan -> out.println(toText(orphan)));
            out.println(String.format(
                    Locale.ROOT,
                    "%,d decisions, %,d orphaned, %,d at places the journal does not tell of, %,d records not readable",
                    audit.decisions(),
                    audit.orphans().size(),
                    audit.unknown(),
                    audit.undecodable()));
        }
        out.flush();
        return Failures.DONE;
    }

    private static String toText(Decision orphan) {
        return "orphaned: strategy=" + orphan.strategy() + " symbol=" + orphan.symbol() + " origin=" + orphan.origin()
                + " partition=" + orphan.partition() + " epoch=" + orphan.epoch() + " sequence=" + orphan.sequence()
                + " outcome=" + orphan.outcome()
                + (orphan.signalId().isEmpty() ? "" : " signal=" + orphan.signalId());
    }

    private static Map<String, Object> toJson(OrphanAudit audit) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("decisions", audit.decisions());
        object.put("unknown", audit.unknown());
        object.put("undecodable", audit.undecodable());
        object.put(
                "orphans",
                audit.orphans().stream()
                        .map(orphan -> Map.of(
                                "strategy", orphan.strategy(),
                                "symbol", orphan.symbol(),
                                "origin", orphan.origin(),
                                "partition", orphan.partition(),
                                "epoch", orphan.epoch(),
                                "sequence", orphan.sequence(),
                                "outcome", orphan.outcome().name(),
                                "signal", orphan.signalId()))
                        .toList());
        return object;
    }
}
