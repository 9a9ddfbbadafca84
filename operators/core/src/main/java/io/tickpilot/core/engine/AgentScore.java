package io.tickpilot.core.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The last score, for one symbol, of an agent that has a trigger of its own. */
final class AgentScore {
    /** Event time at which it was due last, scored or abstained; {@link Long#MIN_VALUE} before. */
    long scoredMicros = Long.MIN_VALUE;
    /** Of the model that scored: a score does not outlive it. */
    String version = "";

    float[] outputs = {};
    String abstention = "";
    /** See {@link Scoreboard#featuresHash}. */
    long featuresHash;

    boolean isOf(String otherVersion, int numbers) {
        return scoredMicros != Long.MIN_VALUE && version.equals(otherVersion) && outputs.length == numbers;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(scoredMicros);
        out.writeUTF(version);
        out.writeInt(outputs.length);
        for (float output : outputs) {
            out.writeFloat(output);
        }
        out.writeUTF(abstention);
        out.writeLong(featuresHash);
    }

    static AgentScore readFrom(DataInput in) throws IOException {
        AgentScore result = new AgentScore();
        result.scoredMicros = in.readLong();
        result.version = in.readUTF();
        result.outputs = new float[in.readInt()];
        for (int i = 0; i < result.outputs.length; i++) {
            result.outputs[i] = in.readFloat();
        }
        result.abstention = in.readUTF();
        result.featuresHash = in.readLong();
        return result;
    }
}
