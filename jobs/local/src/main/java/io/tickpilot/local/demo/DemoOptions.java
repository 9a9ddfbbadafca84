package io.tickpilot.local.demo;

import io.tickpilot.archive.ArchiveSettings;
import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.terminal.TerminalSettings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.flink.AgentModels;
import io.tickpilot.records.RecordInput;
import io.tickpilot.signals.SignalsSettings;
import io.tickpilot.supervision.SupervisionSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything one run of the demo depends on.
 *
 * @param recorded ticks to play instead of the simulated market; empty for none
 * @param folder for the data of the embedded services; emptied first
 */
public record DemoOptions(
        EngineSettings engine,
        AgentModels models,
        BridgeSettings bridge,
        SignalsSettings signals,
        ArchiveSettings archive,
        TerminalSettings terminal,
        SupervisionSettings supervision,
        DemoSettings demo,
        List<RecordInput> recorded,
        Path folder) {}
