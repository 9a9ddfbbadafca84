package io.tickpilot.core.ensemble;

import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Vote;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the agents of one strategy have done in one symbol, and the weights that follow from it: base x exp(sharpness x skill), as shares
 * within their bounds. Skill is an exponentially weighted mean of {@link BrierSkill}, shrunk to 0, of two kinds of evidence: a trade that
 * ended (did the side pay, costs included?), and a decision when its horizon has come (which side would have paid?), which counts for less.
 * Without evidence the weights are the configured ones.
 *
 * <p>A function of the log alone. Weights change when evidence comes, never between.
 */
public final class Performance {
    private final List<String> agents;
    private final Tally[] tallies;
    private final OpenDecisions decisions;
    private final SentSignals signals;

    /** What settings make of it, null until it is bound. */
    private @Nullable Weighting weighting;

    private Performance(List<String> agents, Tally[] tallies, OpenDecisions decisions, SentSignals signals) {
        this.agents = agents;
        this.tallies = tallies;
        this.decisions = decisions;
        this.signals = signals;
    }

    /**
     * What is known of a strategy's agents under its settings of today. Agents of the same names in the same order go on with everything;
     * after any other change each goes on with its skill, but what was not yet decided is forgotten.
     *
     * @param base configured shares, which add up to 1 over those that have a vote; 0 for others
     */
    public static Performance bind(
            @Nullable Performance known, List<String> agents, double[] base, AdaptationSettings settings) {
        Performance result = known != null && known.agents.equals(agents) ? known : carried(known, agents);
        result.weighting = new Weighting(base, settings);
        result.weighting.update(result.tallies);
        return result;
    }

    private static Performance carried(@Nullable Performance known, List<String> agents) {
        Tally[] tallies = new Tally[agents.size()];
        for (int i = 0; i < tallies.length; i++) {
            int place = known == null ? -1 : known.agents.indexOf(agents.get(i));
            tallies[i] = known == null || place < 0 ? new Tally() : known.tallies[place];
        }
        return new Performance(List.copyOf(agents), tallies, new OpenDecisions(tallies.length), new SentSignals());
    }

    private Weighting weighting() {
        Weighting bound = weighting;
        if (bound == null) {
            throw new IllegalStateException("performance was not bound: agents=" + agents);
        }
        return bound;
    }

    /** How many agents, those without a vote included. */
    public int size() {
        return tallies.length;
    }

    /** Share of an agent among those that have a vote. */
    public double weight(int agent) {
        return weighting().share(agent);
    }

    /** To be told before each vote: an agent with another model begins without skill. */
    public void meet(int agent, String version) {
        if (tallies[agent].meet(version)) {
            decisions.forget(agent);
            signals.forget(agent);
            weighting().update(tallies);
        }
    }

    /** Remembers a decision until its horizon. */
    public void decided(List<Vote> votes, Quote now) {
        AdaptationSettings settings = weighting().settings;
        if (settings.decisionTrades() > 0) {
            decisions.add(votes, now, settings.horizonMicros());
        }
    }

    /** Log time from which {@link #settle} finds evidence, {@link Long#MAX_VALUE} while nothing is remembered. */
    public long nextDueMicros() {
        return decisions.nextDueMicros();
    }

    /** Holds decisions whose horizon has come against the quote that stood then. */
    public void settle(Quote now) {
        Weighting bound = weighting();
        while (decisions.isDue(now.logMicros())) {
            if (decisions.hasOutcome(now)) {
                Direction outcome = decisions.outcome(now);
                for (int i = 0; i < tallies.length; i++) {
                    double skill = decisions.skill(i, outcome);
                    if (!Double.isNaN(skill)) {
                        tallies[i].add(skill, bound.settings.decisionTrades(), bound.decisionDecay);
                    }
                }
                bound.update(tallies);
            }
            decisions.removeFirst();
        }
    }

    /** Remembers a signal until its trade ends. */
    public void sent(String signalId, Side side, List<Vote> votes) {
        signals.add(signalId, side, votes);
    }

    /** Hears of a trade of the strategy. */
    public void heard(TradeReport report) {
        SentSignals.Sent ended = signals.take(report);
        if (ended == null) {
            return;
        }
        Weighting bound = weighting();
        for (int i = 0; i < tallies.length; i++) {
            double skill = ended.skill(i);
            if (!Double.isNaN(skill)) {
                tallies[i].add(skill, 1, bound.tradeDecay);
            }
        }
        bound.update(tallies);
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(agents.size());
        for (int i = 0; i < tallies.length; i++) {
            out.writeUTF(agents.get(i));
            tallies[i].writeTo(out);
        }
        decisions.writeTo(out);
        signals.writeTo(out);
    }

    /** What was written, to be bound before it is used. */
    public static Performance readFrom(DataInput in) throws IOException {
        Tally[] tallies = new Tally[in.readInt()];
        String[] agents = new String[tallies.length];
        for (int i = 0; i < tallies.length; i++) {
            agents[i] = in.readUTF();
            tallies[i] = Tally.readFrom(in);
        }
        return new Performance(
                List.of(agents),
                tallies,
                OpenDecisions.readFrom(in, tallies.length),
                SentSignals.readFrom(in, tallies.length));
    }
}
