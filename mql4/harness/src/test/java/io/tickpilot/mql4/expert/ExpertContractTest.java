package io.tickpilot.mql4.expert;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickpilot.mql4.SimulatedMt4;
import io.tickpilot.mql4.TerminalOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;

/** The Expert Advisor's real source. Skipped where g++ or libzmq is missing. */
class ExpertContractTest extends TerminalContract {

    @BeforeAll
    static void needCompiler() {
        assumeTrue(SimulatedMt4.lacks().isEmpty(), SimulatedMt4::lacks);
    }

    @Override
    ContractTerminal terminal(ContractWorld world, Path folder) {
        return new Expert(world, folder);
    }

    private static final class Expert implements ContractTerminal {
        private static final List<String> SETUP = List.of(
                "chart EURUSD 1",
                "symbol EURUSD digits=5 base=EUR profit=USD contract=100000 minlot=0.01 lotstep=0.01 commission=0");
        private final ContractWorld world;
        private final Path folder;
        private SimulatedMt4 terminal;
        private double lastBid = 1.10000;

        Expert(ContractWorld world, Path folder) {
            this.world = world;
            this.folder = folder;
        }

        @Override
        public void start() {
            Map<String, String> inputs = new LinkedHashMap<>();
            inputs.put("ControlAddresses", world.addresses().control());
            inputs.put("SignalAddresses", world.addresses().signals());
            inputs.put("AccountName", world.account());
            inputs.put("ForwardTicks", "false");
            // A machine that builds and tests at once is slow.
            inputs.put("MaxSignalAgeMillis", "60000");
            inputs.put("StaleFeedSeconds", "3600");
            terminal = SimulatedMt4.start(ExpertRig.expert(), new TerminalOptions(folder, inputs, SETUP));
            quote(lastBid);
        }

        @Override
        public void quote(double bid) {
            lastBid = bid;
            terminal.tick("EURUSD", bid, Math.round((bid + 0.0001) * 1e5) / 1e5);
        }

        @Override
        public void stop() {
            terminal.kill();
        }

        @Override
        public void close() {
            if (terminal != null) {
                terminal.close();
            }
        }
    }
}
