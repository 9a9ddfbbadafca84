/** ONNX graphs of trained weights and the model folders they are published in. */
@NullMarked
package io.tickpilot.training.export;

import org.jspecify.annotations.NullMarked;
