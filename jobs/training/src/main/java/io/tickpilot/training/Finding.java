package io.tickpilot.training;

/**
 * One measure of a model on unseen samples.
 *
 * @param name as a key, in lower camel case
 * @param reference what stands beside the value, as {@code against} says; 0 beside a mere fact
 * @param meaning in words, with the direction that is better
 */
public record Finding(String name, double value, Against against, double reference, String meaning) {

    /** What a reference is. */
    public enum Against {
        /** What a model without any skill reaches. */
        NO_SKILL("without skill"),
        /** What the value should be. */
        AIM("aim"),
        /** Nothing: there is no better or worse. */
        NOTHING("");

        private final String words;

        Against(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** @param baseline what a model without any skill reaches */
    public static Finding skill(String name, double value, double baseline, String meaning) {
        return new Finding(name, value, Against.NO_SKILL, baseline, meaning);
    }

    /** @param aim what the value should be */
    public static Finding aim(String name, double value, double aim, String meaning) {
        return new Finding(name, value, Against.AIM, aim, meaning);
    }

    public static Finding fact(String name, double value, String meaning) {
        return new Finding(name, value, Against.NOTHING, 0, meaning);
    }
}
