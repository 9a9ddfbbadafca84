/** Typed settings read from one YAML text; every fault is reported at once. */
@NullMarked
package io.tickpilot.core.config;

import org.jspecify.annotations.NullMarked;
