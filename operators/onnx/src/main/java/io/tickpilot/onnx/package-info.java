/** Scores feature windows with ONNX Runtime; knows the core and the runtime, never Flink. */
@NullMarked
package io.tickpilot.onnx;

import org.jspecify.annotations.NullMarked;
