package io.tickpilot.mql4.translate;

import java.util.List;
import java.util.stream.Collectors;

/** The source is not MQL4, or not within what the harness runs: all findings, one a line. */
public final class MqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Finding> findings;

    public MqlException(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    public MqlException(Place place, String message) {
        this(List.of(new Finding(place, message)));
    }

    public List<Finding> findings() {
        return findings;
    }
}
