/**
 * What a bridge carries and how it fails over: Kafka, the bridges and the clients are processes of their own. Uses the client library
 * that feeds and terminals use.
 */
@NullMarked
package io.tickpilot.bench.bridge;

import org.jspecify.annotations.NullMarked;
