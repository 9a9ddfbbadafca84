package io.tickpilot.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between rooms that Maven alone cannot guard. */
@AnalyzeClasses(packages = "io.tickpilot", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule coreKnowsNoRoomButItself = classes()
            .that()
            .resideInAPackage("io.tickpilot.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.tickpilot.core..", "java..", "org.snakeyaml..", "org.jspecify..");

    @ArchTest
    static final ArchRule coreReadsNoClockAndDoesNoInputOutput = noClasses()
            .that()
            .resideInAPackage("io.tickpilot.core..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net..", "java.sql..", "java.util.concurrent..")
            .because("time and randomness are arguments, the outside world is the connectors'");

    @ArchTest
    static final ArchRule connectorsNeverKnowTheOperators = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.tickpilot.wire..",
                    "io.tickpilot.bridge..",
                    "io.tickpilot.records..",
                    "io.tickpilot.feeds..",
                    "io.tickpilot.embedded..",
                    "io.tickpilot.timescale..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tickpilot.flink..", "io.tickpilot.onnx..", "org.apache.flink..");

    @ArchTest
    static final ArchRule zeroMqConnectorIsUsefulWithoutTickpilot = noClasses()
            .that()
            .resideInAPackage("io.tickpilot.flink.connector.zeromq..")
            .should()
            .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "the rest of Tickpilot",
                    type -> type.getPackageName().startsWith("io.tickpilot")
                            && !type.getPackageName().startsWith("io.tickpilot.flink.connector.zeromq")));

    @ArchTest
    static final ArchRule operatorsKnowNoConnectorAndNoJob = noClasses()
            .that()
            .resideInAnyPackage("io.tickpilot.core..", "io.tickpilot.onnx..", "io.tickpilot.flink")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.tickpilot.wire..",
                    "io.tickpilot.bridge..",
                    "io.tickpilot.records..",
                    "io.tickpilot.signals..",
                    "io.tickpilot.replay..",
                    "io.tickpilot.local..",
                    "org.zeromq..",
                    "org.apache.kafka..");

    @ArchTest
    static final ArchRule supervisionKnowsNoModelAndNoOtherJob = noClasses()
            .that()
            .resideInAPackage("io.tickpilot.supervision..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.tickpilot.onnx..",
                    "io.tickpilot.signals..",
                    "io.tickpilot.archive..",
                    "io.tickpilot.replay..",
                    "io.tickpilot.training..",
                    "org.zeromq..");

    @ArchTest
    static final ArchRule trainingComputesWithoutFlink = noClasses()
            .that()
            .resideInAPackage("io.tickpilot.training..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "io.tickpilot.flink..");

    @ArchTest
    static final ArchRule harnessRunsAnyExpertNotOnlyOurs = classes()
            .that()
            .resideInAPackage("io.tickpilot.mql4..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.tickpilot.mql4..", "java..", "javax..", "org.jspecify..");

    @ArchTest
    static final ArchRule nothingDependsOnTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("io.tickpilot.local..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tickpilot.local..");
}
