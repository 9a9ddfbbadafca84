package io.tickpilot.core.signal;

import io.tickpilot.core.signal.Plan.Exit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells whether two runs decided the same, bit for bit. A symbol's decisions form a chain h(n+1) = SHA-256(h(n) ||
 * canonical bytes) from 32 zero bytes on. Keeps buffers between calls: not thread-safe.
 */
public final class DecisionDigest {
    /** Bytes of a chain's hash. */
    public static final int LENGTH = 32;

    /** No text has this length and no number begins with it: what came later is told apart from what was always there. */
    private static final int MORE = -1;

    private final MessageDigest sha256 = Sha256.create();
    private ByteBuffer out = ByteBuffer.allocate(1024);

    /** Hash of an empty chain. */
    public static byte[] start() {
        return new byte[LENGTH];
    }

    /** Next hash of the chain. */
    public byte[] next(byte[] hash, Decision decision) {
        write(decision);
        sha256.update(hash);
        sha256.update(out.array(), 0, out.position());
        return sha256.digest();
    }

    /**
     * Every field but the place in the log (partition, epoch, sequence), in the record's order: text as its UTF-8 length
     * and bytes, numbers big-endian, floating point by its bits with one NaN, lists as their size and items, enums by
     * name, the plan behind a byte that says whether it is there. A vote's age and further numbers follow it only when it has any.
     */
    public byte[] bytesOf(Decision decision) {
        write(decision);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Hash of a run: SHA-256 over the chains' hashes in the natural order of their symbols, as 64 hex digits. */
    public static String ofSymbols(Map<String, byte[]> hashBySymbol) {
        MessageDigest sha256 = Sha256.create();
        new TreeMap<>(hashBySymbol).values().forEach(sha256::update);
        return HexFormat.of().formatHex(sha256.digest());
    }

    private void write(Decision decision) {
        out.clear();
        text(decision.strategy());
        text(decision.symbol());
        text(decision.origin());
        number(decision.logTimeMicros());
        number(decision.eventTimeMicros());
        number(decision.bid());
        number(decision.ask());
        number(decision.atr());
        number(decision.featuresHash());
        number(decision.votes().size());
        for (Vote vote : decision.votes()) {
            write(vote);
        }
        number(decision.sell());
        number(decision.hold());
        number(decision.buy());
        text(decision.direction().name());
        number(decision.confidence());
        text(decision.outcome().name());
        number(decision.rejections().size());
        for (Rejection rejection : decision.rejections()) {
            text(rejection.check());
            number(rejection.value());
            number(rejection.limit());
        }
        text(decision.signalId());
        Plan plan = decision.plan();
        flag(plan != null);
        if (plan != null) {
            write(plan);
        }
    }

    private void write(Vote vote) {
        text(vote.agent());
        text(vote.version());
        number(vote.sell());
        number(vote.hold());
        number(vote.buy());
        number(vote.weight());
        text(vote.abstention());
        if (!vote.numbers().isEmpty() || vote.ageMicros() != 0) {
            number(MORE);
            number(vote.ageMicros());
            number(vote.numbers().size());
            for (float each : vote.numbers()) {
                number(each);
            }
        }
    }

    private void write(Plan plan) {
        number(plan.entry());
        number(plan.stop());
        number(plan.target1());
        number(plan.target2());
        number(plan.lots());
        number(plan.trailDistance());
        number(plan.exits().size());
        for (Exit exit : plan.exits()) {
            number(exit.price());
            number(exit.fraction());
            flag(exit.breakEven());
        }
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        room(bytes.length).put(bytes);
    }

    private void number(double value) {
        room(Double.BYTES).putLong(Double.doubleToLongBits(value));
    }

    private void number(float value) {
        room(Float.BYTES).putInt(Float.floatToIntBits(value));
    }

    private void number(long value) {
        room(Long.BYTES).putLong(value);
    }

    private void number(int value) {
        room(Integer.BYTES).putInt(value);
    }

    private void flag(boolean value) {
        room(1).put((byte) (value ? 1 : 0));
    }

    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            int size = out.position();
            out = ByteBuffer.wrap(Arrays.copyOf(out.array(), 2 * (size + bytes)));
            out.position(size);
        }
        return out;
    }
}
