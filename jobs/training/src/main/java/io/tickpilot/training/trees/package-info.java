/** Agents made of trees: fitted by XGBoost, exported node by node. Trees choose sides by {@code value < threshold}, in floats. */
@NullMarked
package io.tickpilot.training.trees;

import org.jspecify.annotations.NullMarked;
