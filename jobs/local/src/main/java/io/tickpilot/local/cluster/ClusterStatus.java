package io.tickpilot.local.cluster;

import java.util.List;

/**
 * What is known of the cluster at one moment.
 *
 * @param restUrl of the web interface and REST API, empty when no cluster was started
 * @param members processes that were started and not stopped, dead ones with them
 * @param taskManagers how many have registered with the job manager
 */
public record ClusterStatus(
        String restUrl, List<Member> members, int taskManagers, int slots, int freeSlots, List<JobInfo> jobs) {

    /**
     * A process.
     *
     * @param name {@code jobmanager} or {@code taskmanager-N}
     */
    public record Member(String name, long pid, boolean alive) {}

    /** @param state as Flink names it: RUNNING, RESTARTING, FINISHED, FAILED, CANCELED ... */
    public record JobInfo(String id, String name, String state) {}

    static ClusterStatus nothing() {
        return new ClusterStatus("", List.of(), 0, 0, 0, List.of());
    }

    /** Whether the job manager's process lives. */
    public boolean isRunning() {
        return members.stream().anyMatch(member -> member.name().equals(ProcessFiles.JOB_MANAGER) && member.alive());
    }

    public List<Member> taskManagerProcesses() {
        return members.stream()
                .filter(member -> !member.name().equals(ProcessFiles.JOB_MANAGER))
                .toList();
    }
}
