package io.tickpilot.flink.type;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Vote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A decision with votes, rejections and plan, fields in their declared order. */
public final class DecisionSerializer extends VersionedSerializer<Decision> {
    private static final long serialVersionUID = 1L;
    /** Votes with age and further numbers. */
    private static final int WITH_NUMBERS = 2;

    private static final int CURRENT = WITH_NUMBERS;
    private static final Decision.Direction[] DIRECTIONS = Decision.Direction.values();
    private static final Decision.Outcome[] OUTCOMES = Decision.Outcome.values();

    public DecisionSerializer() {
        this(CURRENT);
    }

    private DecisionSerializer(int version) {
        super(version);
    }

    @Override
    protected void write(Decision value, DataOutputView out) throws IOException {
        writeDecision(value, out);
    }

    @Override
    protected Decision read(int version, DataInputView in) throws IOException {
        return readDecision(version, in);
    }

    static void writeDecision(Decision decision, DataOutputView out) throws IOException {
        writeString(decision.strategy(), out);
        writeString(decision.symbol(), out);
        writeString(decision.origin(), out);
        out.writeInt(decision.partition());
        out.writeInt(decision.epoch());
        out.writeLong(decision.sequence());
        out.writeLong(decision.logTimeMicros());
        out.writeLong(decision.eventTimeMicros());
        out.writeDouble(decision.bid());
        out.writeDouble(decision.ask());
        out.writeDouble(decision.atr());
        out.writeLong(decision.featuresHash());
        out.writeInt(decision.votes().size());
        for (Vote vote : decision.votes()) {
            writeVote(vote, out);
        }
        out.writeDouble(decision.sell());
        out.writeDouble(decision.hold());
        out.writeDouble(decision.buy());
        out.writeByte(decision.direction().ordinal());
        out.writeDouble(decision.confidence());
        out.writeByte(decision.outcome().ordinal());
        out.writeInt(decision.rejections().size());
        for (Rejection rejection : decision.rejections()) {
            writeString(rejection.check(), out);
            out.writeDouble(rejection.value());
            out.writeDouble(rejection.limit());
        }
        writeString(decision.signalId(), out);
        Plan plan = decision.plan();
        out.writeBoolean(plan != null);
        if (plan != null) {
            writePlan(plan, out);
        }
    }

    static Decision readDecision(int version, DataInputView in) throws IOException {
        return new Decision(
                readString(in),
                readString(in),
                readString(in),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readLong(),
                readVotes(version, in),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                DIRECTIONS[in.readByte()],
                in.readDouble(),
                OUTCOMES[in.readByte()],
                readRejections(in),
                readString(in),
                in.readBoolean() ? readPlan(in) : null);
    }

    private static void writeVote(Vote vote, DataOutputView out) throws IOException {
        writeString(vote.agent(), out);
        writeString(vote.version(), out);
        out.writeFloat(vote.sell());
        out.writeFloat(vote.hold());
        out.writeFloat(vote.buy());
        out.writeDouble(vote.weight());
        writeString(vote.abstention(), out);
        out.writeLong(vote.ageMicros());
        out.writeInt(vote.numbers().size());
        for (float number : vote.numbers()) {
            out.writeFloat(number);
        }
    }

    private static List<Vote> readVotes(int version, DataInputView in) throws IOException {
        int count = in.readInt();
        List<Vote> votes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Vote vote = new Vote(
                    readString(in),
                    readString(in),
                    in.readFloat(),
                    in.readFloat(),
                    in.readFloat(),
                    in.readDouble(),
                    readString(in));
            votes.add(version < WITH_NUMBERS ? vote : withNumbers(vote, in));
        }
        return List.copyOf(votes);
    }

    private static Vote withNumbers(Vote vote, DataInputView in) throws IOException {
        long ageMicros = in.readLong();
        int count = in.readInt();
        List<Float> numbers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(in.readFloat());
        }
        return new Vote(
                vote.agent(),
                vote.version(),
                vote.sell(),
                vote.hold(),
                vote.buy(),
                vote.weight(),
                vote.abstention(),
                List.copyOf(numbers),
                ageMicros);
    }

    private static List<Rejection> readRejections(DataInputView in) throws IOException {
        int count = in.readInt();
        List<Rejection> rejections = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rejections.add(new Rejection(readString(in), in.readDouble(), in.readDouble()));
        }
        return List.copyOf(rejections);
    }

    static void writePlan(Plan plan, DataOutputView out) throws IOException {
        out.writeDouble(plan.entry());
        out.writeDouble(plan.stop());
        out.writeDouble(plan.target1());
        out.writeDouble(plan.target2());
        out.writeDouble(plan.lots());
        out.writeDouble(plan.trailDistance());
        out.writeInt(plan.exits().size());
        for (Plan.Exit exit : plan.exits()) {
            out.writeDouble(exit.price());
            out.writeDouble(exit.fraction());
            out.writeBoolean(exit.breakEven());
        }
    }

    static Plan readPlan(DataInputView in) throws IOException {
        return new Plan(
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                readExits(in));
    }

    private static List<Plan.Exit> readExits(DataInputView in) throws IOException {
        int count = in.readInt();
        List<Plan.Exit> exits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            exits.add(new Plan.Exit(in.readDouble(), in.readDouble(), in.readBoolean()));
        }
        return List.copyOf(exits);
    }

    @Override
    public TypeSerializerSnapshot<Decision> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<Decision> {
        public Snapshot() {
            super(CURRENT, DecisionSerializer::new);
        }
    }
}
