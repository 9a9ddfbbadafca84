package io.tickpilot.wire;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.core.signal.Vote;
import java.util.ArrayList;
import java.util.List;

/** Wire forms of what leaves the engine. */
final class SignalForms {

    private SignalForms() {}

    static io.tickpilot.wire.proto.Signal toWire(Signal signal) {
        return io.tickpilot.wire.proto.Signal.newBuilder()
                .setId(signal.id())
                .setSide(EventForms.toWire(signal.side()))
                .setCreatedMicros(signal.createdMicros())
                .setValidUntilMicros(signal.validUntilMicros())
                .setPlan(toWire(signal.plan()))
                .setPaper(signal.paper())
                .setDecision(toWire(signal.decision()))
                .build();
    }

    static Signal toCore(io.tickpilot.wire.proto.Signal signal) throws WireException {
        if (!signal.hasPlan() || !signal.hasDecision()) {
            throw new WireException("signal lacks its " + (signal.hasPlan() ? "decision" : "plan"));
        }
        return new Signal(
                EventForms.named("signal id", signal.getId()),
                EventForms.toCore(signal.getSide()),
                signal.getCreatedMicros(),
                signal.getValidUntilMicros(),
                toCore(signal.getPlan()),
                signal.getPaper(),
                toCore(signal.getDecision()));
    }

    static io.tickpilot.wire.proto.Decision toWire(Decision decision) {
        io.tickpilot.wire.proto.Decision.Builder wire = io.tickpilot.wire.proto.Decision.newBuilder()
                .setStrategy(decision.strategy())
                .setSymbol(decision.symbol())
                .setOrigin(decision.origin())
                .setPartition(decision.partition())
                .setEpoch(decision.epoch())
                .setSequence(decision.sequence())
                .setLogTimeMicros(decision.logTimeMicros())
                .setEventTimeMicros(decision.eventTimeMicros())
                .setBid(decision.bid())
                .setAsk(decision.ask())
                .setAtr(decision.atr())
                .setFeaturesHash(decision.featuresHash())
                .setSell(decision.sell())
                .setHold(decision.hold())
                .setBuy(decision.buy())
                .setDirection(toWire(decision.direction()))
                .setConfidence(decision.confidence())
                .setOutcome(toWire(decision.outcome()))
                .setSignalId(decision.signalId());
        for (Vote vote : decision.votes()) {
            wire.addVotes(toWire(vote));
        }
        for (Rejection rejection : decision.rejections()) {
            wire.addRejections(io.tickpilot.wire.proto.Rejection.newBuilder()
                    .setCheck(rejection.check())
                    .setValue(rejection.value())
                    .setLimit(rejection.limit()));
        }
        Plan plan = decision.plan();
        if (plan != null) {
            wire.setPlan(toWire(plan));
        }
        return wire.build();
    }

    static Decision toCore(io.tickpilot.wire.proto.Decision wire) throws WireException {
        List<Vote> votes = new ArrayList<>(wire.getVotesCount());
        for (io.tickpilot.wire.proto.Vote vote : wire.getVotesList()) {
            votes.add(new Vote(
                    vote.getAgent(),
                    vote.getVersion(),
                    vote.getSell(),
                    vote.getHold(),
                    vote.getBuy(),
                    vote.getWeight(),
                    vote.getAbstention(),
                    List.copyOf(vote.getNumbersList()),
                    vote.getAgeMicros()));
        }
        List<Rejection> rejections = new ArrayList<>(wire.getRejectionsCount());
        for (io.tickpilot.wire.proto.Rejection rejection : wire.getRejectionsList()) {
            rejections.add(new Rejection(rejection.getCheck(), rejection.getValue(), rejection.getLimit()));
        }
        return new Decision(
                EventForms.named("strategy", wire.getStrategy()),
                EventForms.named("symbol", wire.getSymbol()),
                wire.getOrigin(),
                WireCodec.notNegative("partition", wire.getPartition()),
                WireCodec.notNegative("epoch", wire.getEpoch()),
                WireCodec.notNegative("sequence", wire.getSequence()),
                wire.getLogTimeMicros(),
                wire.getEventTimeMicros(),
                wire.getBid(),
                wire.getAsk(),
                wire.getAtr(),
                wire.getFeaturesHash(),
                List.copyOf(votes),
                wire.getSell(),
                wire.getHold(),
                wire.getBuy(),
                toCore(wire.getDirection()),
                wire.getConfidence(),
                toCore(wire.getOutcome()),
                List.copyOf(rejections),
                wire.getSignalId(),
                wire.hasPlan() ? toCore(wire.getPlan()) : null);
    }

    static io.tickpilot.wire.proto.Bar toWire(Bar bar) {
        return io.tickpilot.wire.proto.Bar.newBuilder()
                .setSymbol(bar.symbol())
                .setTimeframe(bar.timeframe().name())
                .setStartMicros(bar.startMicros())
                .setBidOpen(bar.bidOpen())
                .setBidHigh(bar.bidHigh())
                .setBidLow(bar.bidLow())
                .setBidClose(bar.bidClose())
                .setAskOpen(bar.askOpen())
                .setAskHigh(bar.askHigh())
                .setAskLow(bar.askLow())
                .setAskClose(bar.askClose())
                .setTicks(bar.ticks())
                .setBidVolume(bar.bidVolume())
                .setAskVolume(bar.askVolume())
                .build();
    }

    static Bar toCore(io.tickpilot.wire.proto.Bar bar) throws WireException {
        return new Bar(
                EventForms.named("symbol", bar.getSymbol()),
                timeframe(bar.getTimeframe()),
                bar.getStartMicros(),
                bar.getBidOpen(),
                bar.getBidHigh(),
                bar.getBidLow(),
                bar.getBidClose(),
                bar.getAskOpen(),
                bar.getAskHigh(),
                bar.getAskLow(),
                bar.getAskClose(),
                bar.getTicks(),
                bar.getBidVolume(),
                bar.getAskVolume());
    }

    private static io.tickpilot.wire.proto.Plan toWire(Plan plan) {
        io.tickpilot.wire.proto.Plan.Builder wire = io.tickpilot.wire.proto.Plan.newBuilder()
                .setEntry(plan.entry())
                .setStop(plan.stop())
                .setTarget1(plan.target1())
                .setTarget2(plan.target2())
                .setLots(plan.lots())
                .setTrailDistance(plan.trailDistance());
        for (Plan.Exit exit : plan.exits()) {
            wire.addExits(io.tickpilot.wire.proto.Plan.Exit.newBuilder()
                    .setPrice(exit.price())
                    .setFraction(exit.fraction())
                    .setBreakEven(exit.breakEven()));
        }
        return wire.build();
    }

    private static Plan toCore(io.tickpilot.wire.proto.Plan plan) {
        List<Plan.Exit> exits = new ArrayList<>(plan.getExitsCount());
        for (io.tickpilot.wire.proto.Plan.Exit exit : plan.getExitsList()) {
            exits.add(new Plan.Exit(exit.getPrice(), exit.getFraction(), exit.getBreakEven()));
        }
        return new Plan(
                plan.getEntry(),
                plan.getStop(),
                plan.getTarget1(),
                plan.getTarget2(),
                plan.getLots(),
                plan.getTrailDistance(),
                List.copyOf(exits));
    }

    private static io.tickpilot.wire.proto.Vote toWire(Vote vote) {
        return io.tickpilot.wire.proto.Vote.newBuilder()
                .setAgent(vote.agent())
                .setVersion(vote.version())
                .setSell(vote.sell())
                .setHold(vote.hold())
                .setBuy(vote.buy())
                .setWeight(vote.weight())
                .setAbstention(vote.abstention())
                .addAllNumbers(vote.numbers())
                .setAgeMicros(vote.ageMicros())
                .build();
    }

    private static io.tickpilot.wire.proto.Decision.Direction toWire(Decision.Direction direction) {
        return switch (direction) {
            case SELL -> io.tickpilot.wire.proto.Decision.Direction.SELL;
            case HOLD -> io.tickpilot.wire.proto.Decision.Direction.HOLD;
            case BUY -> io.tickpilot.wire.proto.Decision.Direction.BUY;
        };
    }

    private static Decision.Direction toCore(io.tickpilot.wire.proto.Decision.Direction direction)
            throws WireException {
        return switch (direction) {
            case SELL -> Decision.Direction.SELL;
            case HOLD -> Decision.Direction.HOLD;
            case BUY -> Decision.Direction.BUY;
            case DIRECTION_UNSPECIFIED, UNRECOGNIZED -> throw new WireException("direction is unknown: " + direction);
        };
    }

    private static io.tickpilot.wire.proto.Decision.Outcome toWire(Decision.Outcome outcome) {
        return switch (outcome) {
            case SENT -> io.tickpilot.wire.proto.Decision.Outcome.SENT;
            case HELD -> io.tickpilot.wire.proto.Decision.Outcome.HELD;
            case REJECTED -> io.tickpilot.wire.proto.Decision.Outcome.REJECTED;
            case ABSTAINED -> io.tickpilot.wire.proto.Decision.Outcome.ABSTAINED;
        };
    }

    private static Decision.Outcome toCore(io.tickpilot.wire.proto.Decision.Outcome outcome) throws WireException {
        return switch (outcome) {
            case SENT -> Decision.Outcome.SENT;
            case HELD -> Decision.Outcome.HELD;
            case REJECTED -> Decision.Outcome.REJECTED;
            case ABSTAINED -> Decision.Outcome.ABSTAINED;
            case OUTCOME_UNSPECIFIED, UNRECOGNIZED -> throw new WireException("outcome is unknown: " + outcome);
        };
    }

    static Timeframe timeframe(String name) throws WireException {
        for (Timeframe timeframe : Timeframe.values()) {
            if (timeframe.name().equals(name)) {
                return timeframe;
            }
        }
        throw new WireException("timeframe is unknown: " + name);
    }
}
