package io.tickpilot.training.sentiment;

import java.nio.file.Path;

/**
 * What to train the text model on and where to put it.
 *
 * @param data CSV of labelled headlines
 * @param modelFolder replaced as a whole
 */
public record SentimentOptions(Path data, FitSettings fit, Path modelFolder, Path reportFolder) {}
