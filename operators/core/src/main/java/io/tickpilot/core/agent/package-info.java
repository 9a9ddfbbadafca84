/** What a model is to the decision: a named scorer of one feature window. */
@NullMarked
package io.tickpilot.core.agent;

import org.jspecify.annotations.NullMarked;
