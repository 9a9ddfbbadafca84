/** What a model is worth, in numbers and honest words. */
@NullMarked
package io.tickpilot.training.report;

import org.jspecify.annotations.NullMarked;
