/** What can be proven of decisions from Kafka afterwards. */
@NullMarked
package io.tickpilot.local.audit;

import org.jspecify.annotations.NullMarked;
