/** Raw scores made probabilities, in Java and, the same, as nodes of an ONNX graph. */
@NullMarked
package io.tickpilot.training.calibration;

import org.jspecify.annotations.NullMarked;
