package io.tickpilot.local.demo;

import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.curve.ClientKeys;
import io.tickpilot.bridge.curve.GuardSettings;
import io.tickpilot.bridge.curve.KeyFolder;
import io.tickpilot.bridge.curve.KeyHolder;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the demo's parts, made for each run.
 *
 * @param folder empty, and the keys null, when none are wanted
 * @param terminalFile secret file of {@code terminal}
 */
record DemoKeys(
        String folder,
        @Nullable ClientKeys feed,
        @Nullable ClientKeys terminal,
        @Nullable Path terminalFile,
        @Nullable ClientKeys job,
        @Nullable ClientKeys operator) {

    static DemoKeys of(DemoOptions options) throws IOException {
        if (options.bridge().guard().curve() == GuardSettings.Curve.OFF) {
            return new DemoKeys("", null, null, null, null, null);
        }
        Path folder = options.folder().resolve("keys");
        KeyFolder keys = new KeyFolder(folder);
        KeyFolder.Issued terminal = keys.issue(KeyHolder.of("demo-terminal", "terminal"));
        return new DemoKeys(
                folder.toString(),
                // Pauses the strategies while it warms up.
                keys.issue(KeyHolder.of("demo-market", "operator")).keys(),
                terminal.keys(),
                terminal.secret(),
                keys.issue(KeyHolder.of("demo-job", "job")).keys(),
                keys.issue(KeyHolder.of("demo-job-commands", "operator")).keys());
    }

    BridgeSettings protect(BridgeSettings settings) {
        return folder.isEmpty() ? settings : settings.withGuard(settings.guard().withKeys(folder));
    }
}
