/** Flink types of what flows and rests in the jobs: hand-written, versioned serializers, no Kryo. */
@NullMarked
package io.tickpilot.flink.type;

import org.jspecify.annotations.NullMarked;
