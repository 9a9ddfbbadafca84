package io.tickpilot.local.cluster;

/** A cluster that does not do what was asked, in one line. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClusterException(String message) {
        super(message);
    }
}
