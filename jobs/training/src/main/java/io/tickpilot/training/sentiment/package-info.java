/** Trains a small text classifier in plain Java on labelled headlines: vocabulary, network, export, honest report. */
@NullMarked
package io.tickpilot.training.sentiment;

import org.jspecify.annotations.NullMarked;
