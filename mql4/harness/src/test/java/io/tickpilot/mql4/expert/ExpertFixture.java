package io.tickpilot.mql4.expert;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickpilot.bridge.KafkaFixture;
import io.tickpilot.mql4.SimulatedMt4;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the EA's real source beside a real bridge. Skipped where g++ or libzmq is missing. */
abstract class ExpertFixture extends KafkaFixture {
    /** Reports of {@link ExpertRig#buy} whose exits are both reached and whose rest is trailed. */
    static final List<String> WHOLE_LIFE = List.of(
            "OPENED 0.1 0.1 signal",
            "PARTIALLY_CLOSED 0.05 0.05 exit-1",
            "PARTIALLY_CLOSED 0.03 0.02 exit-2",
            "CLOSED 0.02 0.0 trail");

    @TempDir
    private Path folder;

    @BeforeAll
    static void needCompiler() {
        assumeTrue(SimulatedMt4.lacks().isEmpty(), SimulatedMt4::lacks);
    }

    /** The test's own. */
    Path folder() {
        return folder;
    }

    /** @param account one of its own for each test, for all share the journal */
    ExpertRig rig(String account) {
        return new ExpertRig(kafka(), folder.resolve("terminal"), account);
    }
}
