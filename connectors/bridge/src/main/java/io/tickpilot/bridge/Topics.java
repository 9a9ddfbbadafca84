package io.tickpilot.bridge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The Kafka topics, created before anybody writes: a topic made on first use has the wrong number of partitions. */
public final class Topics {
    public static final String JOURNAL = "journal";
    public static final String BARS = "bars";
    public static final String DECISIONS = "decisions";
    public static final String SIGNALS = "signals";
    public static final String ALERTS = "alerts";
    /** Patterns of the supervision job by id, compacted: the newest of each counts. */
    public static final String PATTERNS = "patterns";
    /** How accounts stand, keyed by account. */
    public static final String RISK = "risk";

    public static final String DEAD_LETTERS = "dead-letters";
    /** Claims of epochs; one partition, because their order decides, and kept for ever. */
    public static final String EPOCHS = "epochs";
    /** The newest state of each partition of the journal, compacted. */
    public static final String BRIDGE_STATE = "bridge-state";

    private static final int DERIVED_PARTITIONS = 4;
    private static final int DESCRIBE_ATTEMPTS = 100;
    private static final int DESCRIBE_PAUSE_MILLIS = 100;
    private static final Duration JOURNAL_KEPT = Duration.ofDays(30);
    private static final Duration DERIVED_KEPT = Duration.ofDays(7);

    private Topics() {}

    /**
     * Creates what is missing, with the broker's default replication.
     *
     * @param journalPartitions number the journal must have
     * @return identity of the journal; one that was deleted and made anew has another
     * @throws BridgeException when Kafka is not there or the journal has another number of partitions
     */
    public static String ensure(String bootstrap, int journalPartitions) {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 8_000);
        try (Admin admin = Admin.create(config)) {
            Set<String> present = admin.listTopics().names().get(20, TimeUnit.SECONDS);
            List<NewTopic> missing = new ArrayList<>();
            for (NewTopic topic : topics(journalPartitions)) {
                if (!present.contains(topic.name())) {
                    missing.add(topic);
                }
            }
            create(admin, missing);
            TopicDescription journal = describeJournal(admin);
            int found = journal.partitions().size();
            if (found != journalPartitions) {
                throw new BridgeException("bridge.partitions: must equal the journal's in Kafka: " + journalPartitions
                        + " is not " + found);
            }
            return journal.topicId().toString();
        } catch (ExecutionException | TimeoutException | org.apache.kafka.common.KafkaException e) {
            throw new BridgeException("kafka.bootstrap: cannot be reached: " + bootstrap, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BridgeException("kafka.bootstrap: interrupted while connecting: " + bootstrap, e);
        }
    }

    /** A topic just created is known to the controller first; the broker that answers may need a moment. */
    private static TopicDescription describeJournal(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        for (int attempt = 1; ; attempt++) {
            try {
                return admin.describeTopics(List.of(JOURNAL))
                        .allTopicNames()
                        .get(20, TimeUnit.SECONDS)
                        .values()
                        .iterator()
                        .next();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || attempt == DESCRIBE_ATTEMPTS) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(DESCRIBE_PAUSE_MILLIS);
            }
        }
    }

    private static void create(Admin admin, List<NewTopic> missing)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            admin.createTopics(missing).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static List<NewTopic> topics(int journalPartitions) {
        return List.of(
                topic(JOURNAL, journalPartitions, kept(JOURNAL_KEPT)),
                topic(BARS, DERIVED_PARTITIONS, kept(DERIVED_KEPT)),
                topic(DECISIONS, DERIVED_PARTITIONS, kept(DERIVED_KEPT)),
                topic(SIGNALS, DERIVED_PARTITIONS, kept(DERIVED_KEPT)),
                topic(ALERTS, DERIVED_PARTITIONS, kept(DERIVED_KEPT)),
                topic(RISK, DERIVED_PARTITIONS, kept(DERIVED_KEPT)),
                topic(PATTERNS, 1, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)),
                topic(DEAD_LETTERS, DERIVED_PARTITIONS, kept(DERIVED_KEPT)),
                topic(EPOCHS, 1, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")),
                topic(
                        BRIDGE_STATE,
                        1,
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_COMPACT,
                                TopicConfig.SEGMENT_BYTES_CONFIG,
                                Integer.toString(16 << 20),
                                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                                "0.1",
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                Integer.toString(Journal.MAX_RECORD_BYTES))));
    }

    private static Map<String, String> kept(Duration kept) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(kept.toMillis()));
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> config) {
        return new NewTopic(name, java.util.Optional.of(partitions), java.util.Optional.empty()).configs(config);
    }
}
