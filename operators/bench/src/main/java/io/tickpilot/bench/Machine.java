package io.tickpilot.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What the figures were taken on. */
public final class Machine {
    private static final double GIBIBYTE = 1L << 30;

    private Machine() {}

    static String describe() {
        double memory = Double.NaN;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            memory = system.getTotalMemorySize() / GIBIBYTE;
        }
        return String.format(
                Locale.ROOT,
                "Machine: %d processors, %.0f GiB, %s %s, Java %s.",
                Runtime.getRuntime().availableProcessors(),
                memory,
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"));
    }

    /** Processor time this process has used, all threads together. */
    public static long cpuMillis() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1_000_000
                : 0;
    }

    /** Processes that ran or waited to run in the last minute, this bench included; negative when unknown. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
