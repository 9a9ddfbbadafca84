package io.tickpilot.training.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tickpilot.core.ensemble.Verdict;
import io.tickpilot.core.ensemble.WeightedAverage;
import io.tickpilot.core.gate.Conditions;
import io.tickpilot.core.gate.Gate;
import io.tickpilot.core.gate.GateSettings;
import io.tickpilot.core.gate.Moment;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.risk.Advice;
import io.tickpilot.core.risk.PlanSettings;
import io.tickpilot.core.risk.Planner;
import io.tickpilot.core.risk.Planner.Proposal;
import io.tickpilot.core.risk.RiskSettings;
import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Vote;
import io.tickpilot.training.OutOfFold;
import io.tickpilot.training.dataset.LabelSettings;
import io.tickpilot.training.dataset.Sample;
import io.tickpilot.training.dataset.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trades that would have left the default gate: the scores of unseen windows walked in order of time through the live ensemble, gate
 * and planner, one strategy with this agent alone, one position a symbol. A trade's result is the label's (its barriers, or its
 * horizon), not that of the plan's partial exits, less costs, in R: the distance of the plan's stop. Beside it the same entries in
 * random directions, which shows what is edge and what is luck of the entry times.
 *
 * @param costPoints taken from each trade beside the spread, for commission and slippage
 * @param windows scored, {@code candidates} those that named a side
 * @param rejected candidates by the first check that failed
 * @param winShare of the trades that earned something
 * @param total in R, {@code maxDrawdown} the deepest fall of its sum below an earlier height
 * @param random totals of the same entries in random directions
 * @param randomBetterShare of random runs with a total at least as high
 * @param equity running total after each trade
 */
@JsonPropertyOrder({"confidence", "costPoints"})
public record GateTrading(
        double confidence,
        double costPoints,
        int windows,
        int candidates,
        Map<String, Integer> rejected,
        int trades,
        double winShare,
        double meanReturn,
        double total,
        double maxDrawdown,
        Percentiles random,
        double randomBetterShare,
        double[] equity) {
    /** Seven of commission, 3.5 USD a side and lot of EURUSD, and two of slippage. */
    public static final double COST_POINTS = 9;

    private static final int RANDOM_RUNS = 2_000;
    private static final GateSettings GATE = GateSettings.DEFAULTS;
    private static final PlanSettings PLAN = PlanSettings.DEFAULTS;

    /** Of the random runs' totals. */
    public record Percentiles(double p05, double p25, double p50, double p75, double p95) {

        static Percentiles of(double[] sorted) {
            return new Percentiles(
                    at(sorted, 0.05), at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75), at(sorted, 0.95));
        }

        private static double at(double[] sorted, double share) {
            return sorted[(int) Math.round(share * (sorted.length - 1))];
        }
    }

    /** What the gate remembers of a symbol. */
    private static final class Memory {
        private @Nullable Side lastSide;
        private long lastMicros;
        private long openUntilMicros = Long.MIN_VALUE;
    }

    /** A trade either way: what it gave, and what the other side would have given, in R. */
    private record Trade(double own, double other) {}

    public static GateTrading of(
            OutOfFold scores, LabelSettings labels, InstrumentCatalogue instruments, double costPoints, long seed) {
        Samples samples = scores.samples();
        Map<String, Memory> memories = new HashMap<>();
        Map<String, Integer> rejected = new TreeMap<>();
        List<Trade> trades = new ArrayList<>();
        int candidates = 0;
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            float[] row = scores.outputs()[i];
            Verdict verdict = WeightedAverage.of(new Vote("agent", "", row[0], row[1], row[2], 1, ""));
            if (verdict.direction() == Direction.HOLD) {
                continue;
            }
            candidates++;
            Side side = verdict.direction() == Direction.BUY ? Side.BUY : Side.SELL;
            Memory memory = memories.computeIfAbsent(sample.symbol(), symbol -> new Memory());
            Instrument instrument =
                    Objects.requireNonNull(instruments.find(sample.symbol()), "samples have instruments");
            Moment moment = new Moment(sample.timeMicros(), instruments.hours(sample.symbol()), Double.NaN);
            String refused = refusal(sample, side, verdict.confidence(), instrument, moment, memory);
            if (!refused.isEmpty()) {
                rejected.merge(refused, 1, Integer::sum);
                continue;
            }
            trades.add(trade(sample, side, labels, instrument, costPoints));
            memory.lastSide = side;
            memory.lastMicros = sample.timeMicros();
            memory.openUntilMicros = sample.endMicros();
        }
        return result(samples.size(), candidates, rejected, trades, costPoints, seed);
    }

    /** @return the first check that failed, empty when the signal may leave */
    private static String refusal(
            Sample sample, Side side, double confidence, Instrument instrument, Moment moment, Memory memory) {
        double spread = sample.entry().ask() - sample.entry().bid();
        List<Rejection> failed = Gate.check(
                GATE,
                new Conditions(
                        sample.symbol(),
                        false,
                        side,
                        confidence,
                        0,
                        true,
                        spread,
                        instrument.point(),
                        sample.entry().atr(),
                        sample.entry().atrRank(),
                        moment,
                        Double.NaN,
                        memory.lastSide,
                        sample.timeMicros() - memory.lastMicros,
                        memory.openUntilMicros > sample.timeMicros() ? 1 : 0,
                        0));
        if (!failed.isEmpty()) {
            return failed.get(0).check();
        }
        Proposal proposal = Planner.propose(
                side,
                sample.entry().bid(),
                sample.entry().ask(),
                sample.entry().atr(),
                confidence,
                instrument,
                PLAN,
                account(instrument),
                Advice.NONE);
        return proposal.rejection() == null ? "" : proposal.rejection().check();
    }

    /** An account in the instrument's quote currency, so that no rate is needed. */
    private static RiskSettings account(Instrument instrument) {
        RiskSettings usual = RiskSettings.DEFAULTS;
        return new RiskSettings(
                instrument.quoteCurrency(),
                usual.accountEquity(),
                usual.accountRisk(),
                usual.kellyCap(),
                usual.conversionRates(),
                usual.advice(),
                usual.sizing());
    }

    private static Trade trade(
            Sample sample, Side side, LabelSettings labels, Instrument instrument, double costPoints) {
        double stop = PLAN.stopAtr() * sample.entry().atr();
        double unit = labels.unitAtr() * sample.entry().atr();
        double cost = costPoints * instrument.point();
        double buy = (sample.outcome().buyReturn() * unit - cost) / stop;
        double sell = (sample.outcome().sellReturn() * unit - cost) / stop;
        return side == Side.BUY ? new Trade(buy, sell) : new Trade(sell, buy);
    }

    private static GateTrading result(
            int windows,
            int candidates,
            Map<String, Integer> rejected,
            List<Trade> trades,
            double costPoints,
            long seed) {
        double[] equity = new double[trades.size()];
        double total = 0;
        double highest = 0;
        double drawdown = 0;
        int wins = 0;
        for (int i = 0; i < equity.length; i++) {
            double own = trades.get(i).own();
            wins += own > 0 ? 1 : 0;
            total += own;
            equity[i] = total;
            highest = Math.max(highest, total);
            drawdown = Math.max(drawdown, highest - total);
        }
        double[] random = randomTotals(trades, seed);
        double reached = total;
        return new GateTrading(
                GATE.confidence(),
                costPoints,
                windows,
                candidates,
                rejected,
                equity.length,
                equity.length == 0 ? 0 : wins / (double) equity.length,
                equity.length == 0 ? 0 : total / equity.length,
                total,
                drawdown,
                Percentiles.of(random),
                Arrays.stream(random).filter(each -> each >= reached).count() / (double) RANDOM_RUNS,
                equity);
    }

    private static double[] randomTotals(List<Trade> trades, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] totals = new double[RANDOM_RUNS];
        for (int run = 0; run < RANDOM_RUNS; run++) {
            for (Trade trade : trades) {
                totals[run] += random.nextBoolean() ? trade.own() : trade.other();
            }
        }
        Arrays.sort(totals);
        return totals;
    }
}
