package io.tickpilot.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of a process. */
record EaProcess(long pid) {
    /** Of a processor's time, as /proc has it on every Linux. */
    private static final double TICKS_PER_SECOND = 100;
    /** Places of utime and stime behind the name in brackets. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    /** Processor time so far, user and system, to 10 ms. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS_PER_SECOND;
    }

    /** Memory that is in RAM. */
    long residentKiB() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmRSS of process " + pid);
    }
}
