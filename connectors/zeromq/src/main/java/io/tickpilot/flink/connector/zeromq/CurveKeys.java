package io.tickpilot.flink.connector.zeromq;

import java.io.Serializable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Long-term keys of one end of a CURVE connection, each as 40 characters of Z85. They travel with the job graph: whoever
 * may read the job's storage may read them. A key that does not fit shows as a connection that comes and goes, never as
 * an exception: see the metrics {@code connects} and {@code disconnects}.
 *
 * @param serverKey the server's public key; null at the server itself, which is the end that binds
 * @param publicKey this end's public key
 * @param secretKey this end's secret key
 */
public record CurveKeys(@Nullable String serverKey, String publicKey, String secretKey) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern Z85 = Pattern.compile("[0-9a-zA-Z.:+=^!/*?&<>()\\[\\]{}@%$#-]{40}");

    public CurveKeys {
        if (serverKey != null) {
            check("server", serverKey);
        }
        check("public", publicKey);
        check("secret", secretKey);
    }

    /** For an end that connects. */
    public static CurveKeys ofClient(String serverKey, String publicKey, String secretKey) {
        return new CurveKeys(serverKey, publicKey, secretKey);
    }

    /** For an end that binds. It takes every client that knows its public key: keep that key from strangers. */
    public static CurveKeys ofServer(String publicKey, String secretKey) {
        return new CurveKeys(null, publicKey, secretKey);
    }

    @Override
    public String toString() {
        return "CurveKeys[serverKey=" + serverKey + ", publicKey=" + publicKey + "]";
    }

    /** The wording never shows the key: it may be the secret one. */
    private static void check(String name, String key) {
        if (!Z85.matcher(key).matches()) {
            throw new IllegalArgumentException(name + " key must be 40 characters of Z85: length=" + key.length());
        }
    }
}
