package io.tickpilot.supervision;

import io.tickpilot.bridge.curve.ClientKeys;
import io.tickpilot.bridge.curve.KeyPair;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Keys of an operator, as they travel with the job. */
public record OperatorKeys(String serverKey, String publicKey, String secretKey) implements Serializable {

    /** @return null for none */
    public static @Nullable OperatorKeys of(@Nullable ClientKeys keys) {
        return keys == null
                ? null
                : new OperatorKeys(
                        keys.serverKey(), keys.own().publicKey(), keys.own().secretKey());
    }

    ClientKeys client() {
        return new ClientKeys(serverKey, new KeyPair(publicKey, secretKey));
    }

    @Override
    public String toString() {
        return "OperatorKeys[" + publicKey + "]";
    }
}
