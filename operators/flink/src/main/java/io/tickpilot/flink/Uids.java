package io.tickpilot.flink;

/** Names of operators whose state outlives a release: never changed, never reused, without a version. */
public final class Uids {
    public static final String JOURNAL = "journal";
    public static final String ENGINE = "engine";
    public static final String SIGNALS_TO_BRIDGE = "signals-to-bridge";
    public static final String COMMANDS_TO_BRIDGE = "commands-to-bridge";
    public static final String SIGNALS_TO_KAFKA = "signals-to-kafka";
    public static final String DECISIONS_TO_KAFKA = "decisions-to-kafka";
    public static final String BARS_TO_KAFKA = "bars-to-kafka";
    public static final String ALERTS_TO_KAFKA = "alerts-to-kafka";
    public static final String BREAKERS_TO_KAFKA = "breakers-to-kafka";
    public static final String RECONCILED_TO_KAFKA = "reconciled-to-kafka";
    public static final String DEAD_LETTERS_TO_KAFKA = "dead-letters-to-kafka";

    private Uids() {}

    /** @param bridge its place among the bridges of one journal, from 0 */
    public static String signalsToBridge(int bridge) {
        return bridge == 0 ? SIGNALS_TO_BRIDGE : SIGNALS_TO_BRIDGE + "-" + bridge;
    }
}
