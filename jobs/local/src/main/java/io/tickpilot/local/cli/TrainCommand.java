package io.tickpilot.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains what decisions rest on, one verb each. */
@Command(
        name = "train",
        description = "Trains a model.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "MODEL",
        subcommands = {
            TrainTechnicalCommand.class,
            TrainPriceCommand.class,
            TrainForestCommand.class,
            TrainRiskCommand.class,
            TrainRegimeCommand.class,
            TrainSentimentCommand.class,
            TrainAllCommand.class
        },
        footer = {
            "",
            "Example: ./tickpilot train technical --simulated --out my-models/technical",
            "         ./tickpilot train regime --data ticks/EURUSD --symbol EURUSD --timeframe m5"
        })
final class TrainCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say technical, price_prediction, random_forest, risk_assessment, regime, sentiment or all");
    }
}
