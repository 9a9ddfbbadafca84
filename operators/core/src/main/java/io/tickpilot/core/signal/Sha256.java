package io.tickpilot.core.signal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every Java platform must have. */
final class Sha256 {

    private Sha256() {}

    static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("platform lacks SHA-256", e);
        }
    }

    static byte[] of(byte[] bytes) {
        return create().digest(bytes);
    }
}
