package io.tickpilot.core.config;

import java.util.List;

/** Thrown once at start with every fault found; each is one line of the form {@code key: rule: value}. */
public final class ConfigException extends RuntimeException {
    private final List<String> faults;

    public ConfigException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    public ConfigException(String fault) {
        this(List.of(fault));
    }

    public List<String> faults() {
        return faults;
    }
}
