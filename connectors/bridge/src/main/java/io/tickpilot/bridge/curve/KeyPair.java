package io.tickpilot.bridge.curve;

import java.util.regex.Pattern;
import org.zeromq.ZMQ;

/**
 * Long-term CURVE keys of one party, each as 40 characters of Z85. Its text form shows no secret.
 *
 * @throws IllegalArgumentException when one is no key; the wording does not show it
 */
public record KeyPair(String publicKey, String secretKey) {
    private static final Pattern Z85 = Pattern.compile("[0-9a-zA-Z.:+=^!/*?&<>()\\[\\]{}@%$#-]{40}");

    public KeyPair {
        check("public", publicKey);
        check("secret", secretKey);
    }

    /** A new pair from the system's source of randomness. */
    public static KeyPair generate() {
        ZMQ.Curve.KeyPair pair = ZMQ.Curve.generateKeyPair();
        return new KeyPair(pair.publicKey, pair.secretKey);
    }

    static void check(String name, String key) {
        if (!Z85.matcher(key).matches()) {
            throw new IllegalArgumentException(name + " key must be 40 characters of Z85: length=" + key.length());
        }
    }

    @Override
    public String toString() {
        return "KeyPair[publicKey=" + publicKey + "]";
    }
}
