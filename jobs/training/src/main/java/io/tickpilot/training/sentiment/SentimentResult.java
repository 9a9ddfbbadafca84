package io.tickpilot.training.sentiment;

import java.nio.file.Path;

/** Where a training left its model and report. */
public record SentimentResult(Path modelFolder, Path reportFolder, SentimentReport report) {}
