package io.tickpilot.bridge.curve;

import io.tickpilot.bridge.access.Role;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom a public key stands for.
 *
 * @param job whether it is the hot job, which alone may come through the internal doors; it sends no requests
 */
public record KeyHolder(String name, Role role, boolean job) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String JOB = "job";

    /** @throws IllegalArgumentException when the name cannot be a file's, or nobody has that role */
    public static KeyHolder of(String name, String role) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must be 1 to 64 letters, digits, dots, dashes or underscores and begin with a letter or digit: "
                            + name);
        }
        if (role.equals(JOB)) {
            return new KeyHolder(name, Role.VIEWER, true);
        }
        Optional<Role> known = Role.of(role);
        if (known.isEmpty()) {
            throw new IllegalArgumentException("role must be viewer, terminal, operator or job: " + role);
        }
        return new KeyHolder(name, known.get(), false);
    }

    public boolean mayUse(Door door) {
        return job == door.isInternal();
    }

    public String roleText() {
        return job ? JOB : role.text();
    }
}
