package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.local.Home;
import io.tickpilot.training.AgentTrainer;
import io.tickpilot.training.AgentTraining;
import io.tickpilot.training.OutOfFold;
import io.tickpilot.training.Trainers;
import io.tickpilot.training.TrainingOptions;
import io.tickpilot.training.TrainingResult;
import io.tickpilot.training.dataset.Dataset;
import io.tickpilot.training.dataset.DatasetBuilder;
import io.tickpilot.training.dataset.LabelSettings;
import io.tickpilot.training.report.DirectionReport;
import io.tickpilot.training.report.GateTrading;
import io.tickpilot.training.stack.StackDataset;
import io.tickpilot.training.stack.StackTrainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains all agents on the same ticks, and the stack on what they said of data they had not seen. */
@Command(
        name = "all",
        description = "Trains every agent that reads features, then the stack over their out-of-fold scores.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: ./tickpilot train all --data ticks/EURUSD --symbol EURUSD --out my-models",
            "         ./tickpilot train all --simulated --agents technical --days 20"
        })
final class TrainAllCommand extends TrainOnTicksCommand {
    @Option(
            names = "--agents",
            split = ",",
            paramLabel = "NAME",
            description = "Which ones, the first that gives directions tells the stack's labels. Default: all.")
    private List<String> agents = Trainers.names();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Gets a model folder for each agent. Default: .tickpilot/models.")
    private @Nullable Path out;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Gets a report folder for each agent. Default: .tickpilot/reports.")
    private @Nullable Path report;

    @Override
    void train(DatasetBuilder builder) {
        for (String agent : agents) {
            if (!Trainers.names().contains(agent)) {
                throw new ConfigException("--agents: must be of " + String.join(", ", Trainers.names()) + ": " + agent);
            }
        }
        Map<String, TrainingResult> results = new LinkedHashMap<>();
        List<String> voters = new ArrayList<>();
        List<OutOfFold> said = new ArrayList<>();
        try (TrainingProgress progress = new TrainingProgress()) {
            LabelSettings labels = LabelSettings.DEFAULTS;
            for (String agent : agents) {
                progress.onNote("agent " + agent);
                AgentTrainer trainer = Trainers.named(agent, null, builder.resources());
                TrainingResult result = AgentTraining.run(trainer, options(builder, agent), progress);
                results.put(agent, result);
                if (trainer.kind().votes()) {
                    labels = voters.isEmpty() ? trainer.labels() : labels;
                    voters.add(agent);
                    said.add(result.outOfFold());
                }
            }
            if (!voters.isEmpty()) {
                progress.onNote("agent " + StackTrainer.NAME);
                Dataset scores = StackDataset.of(voters, said);
                results.put(
                        StackTrainer.NAME,
                        AgentTraining.run(
                                new StackTrainer(voters, labels),
                                options(builder, StackTrainer.NAME),
                                scores,
                                progress));
            }
        }
        System.out.println(json() ? Json.line(summary(results)) : table(results));
    }

    private TrainingOptions options(DatasetBuilder builder, String agent) {
        return options(
                builder,
                (out == null ? Home.state().resolve("models") : out).resolve(agent),
                (report == null ? Home.state().resolve("reports") : report).resolve(agent));
    }

    private static Map<String, Object> summary(Map<String, TrainingResult> results) {
        Map<String, Object> summary = new LinkedHashMap<>();
        results.forEach((agent, result) -> summary.put(
                agent,
                Map.of(
                        "model", result.modelFolder().toString(),
                        "report", result.reportFolder().toString(),
                        "seconds", result.report().seconds(),
                        "metrics", result.report().manifest().metrics())));
        return summary;
    }

    /** Out of fold: log loss beside the prior's, and what left the default gate beside random directions. */
    private static String table(Map<String, TrainingResult> results) {
        StringBuilder table = new StringBuilder(row(
                "agent", "windows", columns("log loss", "prior's", "trades", "mean R", "as good"), "seconds", "model"));
        results.forEach((agent, result) -> {
            table.append(System.lineSeparator())
                    .append(row(
                            agent,
                            Integer.toString(result.outOfFold().samples().size()),
                            quality(result.report().direction()),
                            text("%.0f", result.report().seconds()),
                            result.modelFolder().toString()));
        });
        return table.toString();
    }

    private static String quality(@Nullable DirectionReport direction) {
        if (direction == null) {
            return columns("-", "-", "-", "-", "-");
        }
        GateTrading gate = direction.gate();
        return columns(
                text("%.4f", direction.outOfFold().logLoss()),
                text("%.4f", direction.outOfFold().priorLogLoss()),
                Integer.toString(gate.trades()),
                gate.trades() == 0 ? "-" : text("%+.3f", gate.meanReturn()),
                gate.trades() == 0 ? "-" : text("%.1f %%", 100 * gate.randomBetterShare()));
    }

    private static String row(String agent, String windows, String quality, String seconds, String model) {
        return text("%-18s %9s %s %8s  %s", agent, windows, quality, seconds, model);
    }

    private static String columns(String loss, String prior, String trades, String mean, String chance) {
        return text("%9s %9s %7s %9s %9s", loss, prior, trades, mean, chance);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
