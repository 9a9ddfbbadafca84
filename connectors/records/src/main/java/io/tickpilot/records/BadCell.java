package io.tickpilot.records;

import java.io.Serial;

/** A cell that is not what its column says. Carries no stack trace: a bad file has many. */
final class BadCell extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    BadCell(String reason) {
        super(reason, null, false, false);
    }
}
