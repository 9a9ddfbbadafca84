package io.tickpilot.local.cluster;

/**
 * What to start.
 *
 * @param taskManagers how many processes
 * @param slots of each; keep one more than the jobs need on the others, so that a lost task manager stops nothing
 * @param restPort of the web interface; the next free one is used when it is taken, any when 0
 * @param metricsPort first of the ports for Prometheus; each process takes the next free one
 * @param taskManagerMemory of each process in all, such as {@code 2g}
 */
public record ClusterPlan(int taskManagers, int slots, int restPort, int metricsPort, String taskManagerMemory) {

    public static ClusterPlan of(int taskManagers) {
        return new ClusterPlan(taskManagers, 2, 8081, 9249, "2g");
    }

    public ClusterPlan withSlots(int number) {
        return new ClusterPlan(taskManagers, number, restPort, metricsPort, taskManagerMemory);
    }

    public ClusterPlan withPorts(int rest, int metrics) {
        return new ClusterPlan(taskManagers, slots, rest, metrics, taskManagerMemory);
    }

    public ClusterPlan withMemory(String taskManager) {
        return new ClusterPlan(taskManagers, slots, restPort, metricsPort, taskManager);
    }
}
