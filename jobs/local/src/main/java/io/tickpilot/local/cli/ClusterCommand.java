package io.tickpilot.local.cli;

import io.tickpilot.local.Home;
import io.tickpilot.local.cluster.ClusterPlan;
import io.tickpilot.local.cluster.ClusterProcesses;
import io.tickpilot.local.cluster.ClusterStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A Flink cluster on this machine: processes of their own, found again by any later call. */
@Command(
        name = "cluster",
        description = "Starts, stops and shows a Flink cluster on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {ClusterCommand.Start.class, ClusterCommand.Stop.class, ClusterCommand.Status.class},
        footer = "%nExample: ./tickpilot cluster start --task-managers 2")
final class ClusterCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(spec.commandLine(), "say start, stop or status");
    }

    @Command(name = "start", description = "One job manager and task managers.", mixinStandardHelpOptions = true)
    static final class Start implements Callable<Integer> {
        @Option(names = "--task-managers", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
        private int taskManagers = 2;

        @Option(names = "--slots", paramLabel = "N", description = "Of each task manager. Default: ${DEFAULT-VALUE}.")
        private int slots = 4;

        @Option(
                names = "--port",
                description = "Of the web interface; the next free one when taken. Default: ${DEFAULT-VALUE}.")
        private int port = 8081;

        @Option(names = "--json", description = "One JSON object on stdout.")
        private boolean json;

        @Override
        public Integer call() {
            ClusterProcesses cluster = ClusterProcesses.at(Home.path());
            ClusterPlan plan = ClusterPlan.of(taskManagers).withSlots(slots).withPorts(port, 9249);
            print(cluster.start(plan), json);
            return Failures.DONE;
        }
    }

    @Command(name = "stop", description = "Ends every process that start began.", mixinStandardHelpOptions = true)
    static final class Stop implements Callable<Integer> {
        @Override
        public Integer call() {
            System.out.println("ended " + ClusterProcesses.at(Home.path()).stop() + " processes");
            return Failures.DONE;
        }
    }

    @Command(
            name = "status",
            description = "Processes and jobs; exit code 3 when the cluster does not run.",
            mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {
        @Option(names = "--json", description = "One JSON object on stdout.")
        private boolean json;

        @Override
        public Integer call() {
            ClusterStatus status = ClusterProcesses.at(Home.path()).status();
            print(status, json);
            return status.isRunning() ? Failures.DONE : Failures.CHECK_FAILED;
        }
    }

    private static void print(ClusterStatus status, boolean json) {
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("running", status.isRunning());
            object.put("url", status.restUrl());
            object.put("task_managers", status.taskManagers());
            object.put("slots", Map.of("total", status.slots(), "free", status.freeSlots()));
            object.put("processes", status.members());
            object.put("jobs", status.jobs());
            System.out.println(Json.line(object));
            return;
        }
        if (!status.isRunning()) {
            System.out.println("no cluster runs; start one with ./tickpilot cluster start");
        } else {
            System.out.printf(
                    "%s   %d task managers, %d of %d slots free%n",
                    status.restUrl(), status.taskManagers(), status.freeSlots(), status.slots());
        }
        status.members()
                .forEach(
                        m -> System.out.printf("%-16s pid %d %s%n", m.name(), m.pid(), m.alive() ? "runs" : "is dead"));
        List<ClusterStatus.JobInfo> jobs = status.jobs();
        jobs.forEach(job -> System.out.printf("%-16s %s %s%n", job.state(), job.id(), job.name()));
    }
}
