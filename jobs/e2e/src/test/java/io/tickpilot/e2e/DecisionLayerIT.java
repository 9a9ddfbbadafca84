package io.tickpilot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.bridge.Topics;
import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.breaker.Breaker.State;
import io.tickpilot.core.breaker.Cause;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.TradeReport.Status;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Decision.Outcome;
import io.tickpilot.flink.AgentModels;
import io.tickpilot.flink.OnnxAgents;
import io.tickpilot.local.Main;
import io.tickpilot.records.ResourceFiles;
import io.tickpilot.wire.WireCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A session with everything in it that stands between a vote and an order: trades that move weights and trip breakers, a pattern set
 * while it runs, a kill, a trip and a reset by hand, and the death of the process that has both jobs while a breaker is open. Afterwards the
 * journal is decided again, and every decision is the same.
 */
class DecisionLayerIT {
    private static final Path HOME = Path.of(System.getProperty("tickpilot.home"));
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    /** Commission is so high that nearly every trade loses; Kelly would stop that, so it hears its prior alone. */
    private static final String YAML = """
            agents:
              technical: {model: models/technical, budget: 10s}
              random_forest: {model: models/random_forest, budget: 10s}
            gate: {confidence: 0.34, max-spread-atr: 1, min-atr-rank: 0, max-atr-rank: 1, cooldown: 10s, flip-flop: 0, freshness: 1m}
            plan: {target1-r: 3, target2-r: 4}
            risk:
              account-risk: 0.001
              max-account-age: 1h
              conversion-rates: {JPY: 0.0067}
              kelly: {prior-trades: 100000}
            breakers:
              strategy: {losses: 2, daily-loss: 0, drawdown: 0, signals: 0, disagreement: 0, cooldown: 3m, max-cooldown: 6m}
              symbol: {losses: 0, daily-loss: 0, drawdown: 0, feed-stall: 0}
            account: {losses: 0, daily-loss: 0, drawdown: 0, margin-level: 0}
            terminal: {commission-per-lot: 60, max-hold: 2m, max-open: 1000, max-open-per-symbol: 100, max-deviation-points: 100000}
            strategies:
              - {name: minute, agents: {technical: 2, random_forest: 1}, signal-life: 5m}
              - {name: forming, symbols: [EURUSD, XAUUSD], agents: {technical: 2, random_forest: 1}, trigger: every, every: 10s, signal-life: 5m}
            """;

    private static final String ONE_LOSS = """
            id: one-loss
            scope: strategy
            steps: [{name: loss, event: trade-closed, where: ["profit < 0"]}]
            block: 1m
            """;

    @TempDir
    private Path folder;

    @Test
    void aSessionWithAllOfItIsDecidedAgainTheSame() throws Exception {
        Path config = Files.writeString(folder.resolve("config.yaml"), YAML);
        Path pattern = Files.writeString(folder.resolve("pattern.yaml"), ONE_LOSS);
        try (LayerWorld world = new LayerWorld(folder, YAML);
                SessionTail told = new SessionTail(world.bootstrap())) {
            Cli cli = new Cli(config, world);
            world.begin();
            cli.done("patterns", "set", pattern.toString());

            await(
                    "losses open a breaker, which lets a probe through",
                    told,
                    () -> told.breakers().stream()
                                    .anyMatch(change ->
                                            change.to() == State.OPEN && change.cause() == Cause.CONSECUTIVE_LOSSES)
                            && told.breakers().stream().anyMatch(change -> change.to() == State.HALF_OPEN));
            await("a breaker keeps signals back", told, () -> isRejected(told, "breaker:strategy", 0));
            await("a pattern keeps signals back", told, () -> isRejected(told, "blocked:one-loss", 0));
            await("weights have moved", told, () -> movedWeights(told.decisions()) > 0);

            cli.order("kill");
            await("nothing leaves after a kill", told, () -> isRejected(told, "kill", 0));
            cli.order("resume");
            cli.order("breakers", "trip", "symbol", "--symbol", "EURUSD");
            await("a breaker is open by hand", told, () -> isRejected(told, "breaker:symbol", 0));

            world.killTaskManager();
            long after = world.marketMicros();
            await("it is open after the failure, too", told, () -> isRejected(told, "breaker:symbol", after));
            cli.order("breakers", "reset", "symbol", "--symbol", "EURUSD");
            await("trades go on", told, () -> told.trades().stream()
                    .anyMatch(trade -> trade.status() == Status.OPENED
                            && trade.symbol().equals("EURUSD")
                            && trade.eventTimeMicros() > after));
            await("the supervision goes on", told, () -> told.commands().stream()
                    .anyMatch(command -> command.kind() == Kind.BLOCK_ENTRIES && command.eventTimeMicros() > after));

            world.stopMarket();
            isDecidedAgainTheSame(world.bootstrap(), told, cli);
        }
    }

    private void isDecidedAgainTheSame(String bootstrap, SessionTail told, Cli cli) throws Exception {
        Settings root = Settings.parse(YAML, Map.of());
        EngineSettings engine =
                EngineSettings.from(root).withResources(ResourceFiles.from(root).read(HOME::resolve));
        AgentModels agents = OnnxAgents.of(engine, HOME::resolve);
        List<AgentModel> models = agents.open();
        Map<String, Decision> expected = JournalReplay.decisions(bootstrap, engine, models);
        models.forEach(AgentModel::close);
        await("all is decided", told, () -> decided(bootstrap).size() >= expected.size());
        assertThat(decided(bootstrap)).isEqualTo(expected);
        assertThat(expected.values())
                .extracting(Decision::outcome)
                .contains(Outcome.SENT, Outcome.REJECTED, Outcome.HELD);

        JsonNode diff = cli.json(0, "diff", bootstrap, "--json");
        assertThat(diff.path("first").isNull()).isTrue();
        assertThat(diff.path("told").asInt()).isEqualTo(expected.size());
        String hash = diff.path("hash").asText();
        assertThat(hash)
                .matches("[0-9a-f]{64}")
                .isEqualTo(diff.path("replayHash").asText());
        for (int parallelism = 1; parallelism <= 2; parallelism++) {
            assertThat(FlinkJournalReplay.hash(bootstrap, engine, agents, parallelism))
                    .as("parallelism %d", parallelism)
                    .isEqualTo(hash);
        }

        JsonNode patient = cli.json(3, "diff", bootstrap, "--json", "--set", "breakers.strategy.losses=3");
        assertThat(patient.path("first").path("field").asText()).isIn("outcome", "rejections");
        assertThat(patient.path("first").path("cause").asText()).startsWith("the gate was set otherwise");
        JsonNode alone = cli.json(3, "diff", bootstrap, "--json", "--set", "ensemble.adapt=false");
        assertThat(alone.path("first").path("field").asText()).isEqualTo("votes");
        assertThat(alone.path("first").path("cause").asText()).startsWith("an agent voted otherwise");
    }

    private static void await(String what, SessionTail told, Callable<Boolean> done) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(done);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(what + ": " + told, e);
        }
    }

    /** @param afterMicros log time that it was decided later than */
    private static boolean isRejected(SessionTail told, String check, long afterMicros) {
        Predicate<Decision> rejected = decision -> decision.logTimeMicros() > afterMicros
                && decision.rejections().stream()
                        .anyMatch(rejection -> rejection.check().equals(check));
        return told.decisions().stream().anyMatch(rejected);
    }

    /** Decisions in which both agents vote, with other shares than configured. */
    private static long movedWeights(List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> decision.votes().stream()
                        .allMatch(vote -> vote.abstention().isEmpty()))
                .filter(decision -> Math.abs(decision.votes().get(0).weight() - 2.0 / 3) > 1e-6)
                .count();
    }

    /** By place in the log; what a restarted task published again must be the same. */
    private static Map<String, Decision> decided(String bootstrap) throws Exception {
        Map<String, Decision> decisions = new TreeMap<>();
        for (byte[] bytes : KafkaTopic.read(bootstrap, Topics.DECISIONS)) {
            Decision decision = WireCodec.decodeDecision(bytes);
            Decision before = decisions.put(JournalReplay.key(decision), decision);
            assertThat(before == null || before.equals(decision))
                    .as("published twice, alike: %s", decision)
                    .isTrue();
        }
        return decisions;
    }

    /** The command line as a user calls it, in this process. */
    private record Cli(Path config, LayerWorld world) {

        void order(String... verb) {
            List<String> all = new ArrayList<>(List.of(verb));
            all.addAll(List.of("--to", world.control(), "--by", "ann", "--why", "drill"));
            done(all.toArray(String[]::new));
        }

        void done(String... verb) {
            run(0, verb);
        }

        JsonNode json(int code, String... verb) throws Exception {
            return new ObjectMapper().readTree(run(code, verb));
        }

        private String run(int code, String... verb) {
            List<String> all = new ArrayList<>(List.of(verb));
            all.addAll(List.of("--config", config.toString(), "--set", "kafka.bootstrap=" + world.bootstrap()));
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int ended = Main.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(all.toArray(String[]::new));
            assertThat(ended).as("%s: %s%s", all, out, err).isEqualTo(code);
            return out.toString();
        }
    }
}
