package io.tickpilot.core.signal;

import io.tickpilot.core.signal.Plan.Exit;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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

    private final MessageDigest sha256 = Sha256.create();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);
    private final DataOutputStream out = new DataOutputStream(buffer);

    /** Hash of an empty chain. */
    public static byte[] start() {
        return new byte[LENGTH];
    }

    /** Next hash of the chain. */
    public byte[] next(byte[] hash, Decision decision) {
        sha256.update(hash);
        return sha256.digest(bytesOf(decision));
    }

    /**
     * Every field but the place in the log (partition, epoch, sequence), in the record's order: text as its UTF-8 length
     * and bytes, numbers big-endian, floating point by its bits with one NaN, lists as their size and items, enums by
     * name, the plan behind a byte that says whether it is there.
     */
    public byte[] bytesOf(Decision decision) {
        buffer.reset();
        try {
            write(decision);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.toByteArray();
    }

    /** Hash of a run: SHA-256 over the chains' hashes in the natural order of their symbols, as 64 hex digits. */
    public static String ofSymbols(Map<String, byte[]> hashBySymbol) {
        MessageDigest sha256 = Sha256.create();
        new TreeMap<>(hashBySymbol).values().forEach(sha256::update);
        return HexFormat.of().formatHex(sha256.digest());
    }

    private void write(Decision decision) throws IOException {
        text(decision.strategy());
        text(decision.symbol());
        text(decision.origin());
        out.writeLong(decision.logTimeMicros());
        out.writeLong(decision.eventTimeMicros());
        out.writeDouble(decision.bid());
        out.writeDouble(decision.ask());
        out.writeDouble(decision.atr());
        out.writeLong(decision.featuresHash());
        out.writeInt(decision.votes().size());
        for (Vote vote : decision.votes()) {
            write(vote);
        }
        out.writeDouble(decision.sell());
        out.writeDouble(decision.hold());
        out.writeDouble(decision.buy());
        text(decision.direction().name());
        out.writeDouble(decision.confidence());
        text(decision.outcome().name());
        out.writeInt(decision.rejections().size());
        for (Rejection rejection : decision.rejections()) {
            text(rejection.check());
            out.writeDouble(rejection.value());
            out.writeDouble(rejection.limit());
        }
        text(decision.signalId());
        Plan plan = decision.plan();
        out.writeBoolean(plan != null);
        if (plan != null) {
            write(plan);
        }
    }

    private void write(Vote vote) throws IOException {
        text(vote.agent());
        text(vote.version());
        out.writeFloat(vote.sell());
        out.writeFloat(vote.hold());
        out.writeFloat(vote.buy());
        out.writeDouble(vote.weight());
        text(vote.abstention());
    }

    private void write(Plan plan) throws IOException {
        out.writeDouble(plan.entry());
        out.writeDouble(plan.stop());
        out.writeDouble(plan.target1());
        out.writeDouble(plan.target2());
        out.writeDouble(plan.lots());
        out.writeDouble(plan.trailDistance());
        out.writeInt(plan.exits().size());
        for (Exit exit : plan.exits()) {
            out.writeDouble(exit.price());
            out.writeDouble(exit.fraction());
            out.writeBoolean(exit.breakEven());
        }
    }

    private void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
