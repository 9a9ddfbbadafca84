/** The meta-model: what other agents say, weighed by how right they were on data they had not seen. */
@NullMarked
package io.tickpilot.training.stack;

import org.jspecify.annotations.NullMarked;
