package io.tickpilot.mql4.build;

import java.util.ArrayList;
import java.util.List;

/** How programs are compiled. */
public enum Build {
    /** Fast enough for long tests; uninitialised locals hold a pattern instead of a lucky zero. */
    NORMAL(List.of("-O1", "-g", "-fsanitize=integer-divide-by-zero", "-fsanitize-undefined-trap-on-error")),
    /** With address and undefined-behaviour sanitizers: slower, and stops at the first misuse of memory. */
    SANITIZED(List.of("-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"));

    private static final List<String> COMMON = List.of(
            "-std=c++17",
            "-fwrapv",
            "-fno-strict-aliasing",
            "-ftrivial-auto-var-init=pattern",
            "-fno-pie",
            "-finput-charset=UTF-8");
    private final List<String> own;

    Build(List<String> own) {
        this.own = own;
    }

    List<String> flags() {
        List<String> all = new ArrayList<>(COMMON);
        all.addAll(own);
        return all;
    }

    List<String> linkFlags() {
        List<String> all = flags();
        all.addAll(List.of("-no-pie", "-ldl", "-lpthread"));
        return all;
    }
}
