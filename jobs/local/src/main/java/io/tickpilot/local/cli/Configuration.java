package io.tickpilot.local.cli;

import io.tickpilot.archive.ArchiveSettings;
import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.curve.GuardSettings;
import io.tickpilot.bridge.terminal.TerminalSettings;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.local.Home;
import io.tickpilot.local.demo.DemoSettings;
import io.tickpilot.records.ResourceFiles;
import io.tickpilot.signals.SignalsSettings;
import io.tickpilot.supervision.AccountSettings;
import io.tickpilot.supervision.SupervisionSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The whole configuration, every area read and every fault reported.
 *
 * @param engine without what lies in files, see {@link #engineWithFiles}
 */
record Configuration(
        EngineSettings engine,
        ResourceFiles resources,
        BridgeSettings bridge,
        SignalsSettings signals,
        ArchiveSettings archive,
        TerminalSettings terminal,
        SupervisionSettings supervision,
        DemoSettings demo) {

    /** @throws io.tickpilot.core.config.ConfigException with all faults at once */
    static Configuration load(ConfigOptions options) {
        Settings root = options.load();
        EngineSettings engine = EngineSettings.from(root);
        Configuration configuration = new Configuration(
                engine,
                ResourceFiles.from(root),
                bridge(root),
                SignalsSettings.from(root),
                ArchiveSettings.from(root),
                TerminalSettings.from(root),
                SupervisionSettings.from(root).withAccounts(AccountSettings.from(root, engine)),
                DemoSettings.from(root));
        root.leaveOtherAreas();
        root.check();
        return configuration;
    }

    private static BridgeSettings bridge(Settings root) {
        BridgeSettings bridge = BridgeSettings.from(root);
        GuardSettings guard = bridge.guard();
        return bridge.withGuard(guard.withKeys(Home.resolve(guard.keys()).toString()));
    }

    /**
     * What an engine runs with.
     *
     * @throws io.tickpilot.core.config.ConfigException one line for each file that cannot be used
     */
    EngineSettings engineWithFiles() {
        return engine.withResources(resources.read(Home::resolve));
    }

    /** With the patterns and keys that its files hold. */
    SupervisionSettings supervisionWithFiles() {
        return supervision
                .withFiles(Home::resolve)
                .withAccounts(supervision
                        .accounts()
                        .withCalendar(resources.read(Home::resolve).calendar()));
    }

    /** Folder of each agent's model, in the order written. */
    Map<String, Path> models() {
        Map<String, Path> folders = new LinkedHashMap<>();
        engine.agents().forEach(agent -> folders.put(agent.name(), Home.resolve(agent.model())));
        return folders;
    }
}
