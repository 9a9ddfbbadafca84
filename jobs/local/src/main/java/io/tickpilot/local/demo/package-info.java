/** The whole system in one process: market, bridge, Kafka, PostgreSQL, Flink jobs and a simulated terminal. */
@NullMarked
package io.tickpilot.local.demo;

import org.jspecify.annotations.NullMarked;
