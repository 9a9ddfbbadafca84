package io.tickpilot.local.demo;

/** Of one stage, in microseconds; NaN where nothing was measured. */
public record Percentiles(double p50, double p95, double p99, double max) {}
