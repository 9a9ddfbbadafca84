package io.tickpilot.mql4.build;

import java.nio.file.Path;
import java.util.List;

/**
 * A program ready to run in the simulated terminal.
 *
 * @param name the name of its main file without ending
 * @param warnings what g++ remarked about lines of MQL4
 */
public record CompiledExpert(String name, Path executable, List<Path> sources, List<String> warnings) {}
