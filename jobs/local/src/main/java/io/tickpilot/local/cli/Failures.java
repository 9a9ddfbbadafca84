package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.onnx.ModelException;
import io.tickpilot.records.RecordException;
import io.tickpilot.training.TrainingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Turns what went wrong into one clear line on stderr and an exit code; stack traces go to the log only. */
public final class Failures {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int CHECK_FAILED = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** Unknown options, missing values. */
    public static int usage(CommandLine.ParameterException e, String[] args) {
        CommandLine at = e.getCommandLine();
        at.getErr().println("tickpilot: " + firstLine(e));
        at.getErr().println("tickpilot: see ./" + at.getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    /** Anything thrown by a verb. */
    public static int execution(Exception e, CommandLine at, CommandLine.ParseResult parsed) {
        LOG.error("{} failed", at.getCommandName(), e);
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigException config) {
                config.faults().forEach(fault -> at.getErr().println("tickpilot: " + fault));
                return USAGE;
            }
            if (cause instanceof ModelException || cause instanceof RecordException) {
                at.getErr().println("tickpilot: " + firstLine(cause));
                return USAGE;
            }
            if (cause instanceof TrainingException) {
                at.getErr().println("tickpilot: " + firstLine(cause));
                return FAILED;
            }
            if (cause instanceof FileSystemException file) {
                at.getErr().println("tickpilot: " + describe(file));
                return USAGE;
            }
        }
        at.getErr().println("tickpilot: failed: " + firstLine(tellingCauseOf(e)));
        at.getErr()
                .println("tickpilot: the log has the details: " + System.getProperty("tickpilot.logs")
                        + "/tickpilot.log");
        return FAILED;
    }

    private static String describe(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission to write or read: " + e.getFile();
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or folder: " + e.getFile();
        }
        return (e.getReason() == null ? "cannot use file" : e.getReason()) + ": " + e.getFile();
    }

    /** The first exception of this product, whose message is meant for users; else the root of it all. */
    private static Throwable tellingCauseOf(Throwable e) {
        Throwable last = e;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getName().startsWith("io.tickpilot.")) {
                return cause;
            }
            last = cause;
        }
        return last;
    }

    private static String firstLine(Throwable e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse(e.getClass().getSimpleName());
    }
}
