package io.tickpilot.local.features;

import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.records.RecordInput;
import java.nio.file.Path;
import java.util.List;

/**
 * What to read and where to write.
 *
 * @param engine its instruments, validation and resources
 * @param out in a folder that may yet have to be made
 * @param rejects receives the lines of the recording that are no ticks, if there are any
 */
public record ExportRequest(List<RecordInput> inputs, EngineSettings engine, Path out, Path rejects) {}
