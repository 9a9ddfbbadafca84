package io.tickpilot.local.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;

/**
 * What a headless demo ends with.
 *
 * @param ticks that the bridge sequenced
 * @param rejected by reason
 * @param pnl realised, in account currency, costs included
 * @param errors undecodable messages, failed jobs, refused requests, journal failures, a dead Expert Advisor: 0 in a healthy run
 * @param weights each agent's share of its strategy's vote, by strategy and agent
 * @param breakers how often they moved, {@code blocks} how often a pattern began to keep signals back
 * @param keptBack decisions that were rejected, by check
 * @param terminal what traded: {@code java} or {@code ea}
 * @param latencyMicros stage to percentiles
 * @param urls of what can be looked at while it runs
 */
@JsonPropertyOrder({"ticks", "rejected", "decisions", "signals", "trades_opened", "trades_closed", "pnl", "errors"})
public record DemoResult(
        @JsonProperty("ticks") long ticks,
        @JsonProperty("rejected") Map<String, Long> rejected,
        @JsonProperty("decisions") long decisions,
        @JsonProperty("signals") long signals,
        @JsonProperty("trades_opened") long tradesOpened,
        @JsonProperty("trades_closed") long tradesClosed,
        @JsonProperty("pnl") double pnl,
        @JsonProperty("errors") long errors,
        @JsonProperty("weights") Map<String, Map<String, Feedback.Weight>> weights,
        @JsonProperty("breakers") Feedback.Moves breakers,
        @JsonProperty("blocks") long blocks,
        @JsonProperty("kept_back") Map<String, Long> keptBack,
        @JsonProperty("terminal") String terminal,
        @JsonProperty("latency_micros") Map<String, Percentiles> latencyMicros,
        @JsonProperty("urls") Map<String, String> urls) {}
