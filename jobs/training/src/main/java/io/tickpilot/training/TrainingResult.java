package io.tickpilot.training;

import io.tickpilot.training.report.TrainingReport;
import java.nio.file.Path;

/** A finished training: the model is in its folder, the report beside it in its own. */
public record TrainingResult(Path modelFolder, Path reportFolder, TrainingReport report, OutOfFold outOfFold) {}
