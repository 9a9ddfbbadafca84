package io.tickpilot.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The core is a pure function of its log: what it may not touch, and who in it may know whom. */
@AnalyzeClasses(packages = "io.tickpilot.core", importOptions = ImportOption.DoNotIncludeTests.class)
class CoreArchitectureTest {
    private static final String ROOT = "io.tickpilot.core.";

    /** Package to the packages of the core it may use. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            Map.entry("config", List.of()),
            Map.entry("event", List.of("market", "calendar")),
            Map.entry("market", List.of("event", "calendar", "config")),
            Map.entry("bar", List.of("market", "event")),
            Map.entry("indicator", List.of("bar")),
            Map.entry("flow", List.of("indicator", "market")),
            Map.entry("calendar", List.of("config")),
            Map.entry("regime", List.of("indicator", "bar", "config")),
            Map.entry(
                    "feature", List.of("indicator", "flow", "calendar", "regime", "bar", "market", "event", "config")),
            Map.entry("causality", List.of("feature", "market", "event", "calendar", "bar")),
            Map.entry("agent", List.of("feature")),
            Map.entry("signal", List.of("market")),
            Map.entry("ensemble", List.of("signal", "market", "event", "config")),
            Map.entry("breaker", List.of("signal", "event", "calendar", "config")),
            Map.entry("gate", List.of("signal", "market", "calendar", "regime", "config")),
            Map.entry("risk", List.of("signal", "market", "event", "config")));

    private static final Set<String> OUTSIDE = Set.of(
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.FileReader",
            "java.io.FileWriter",
            "java.io.RandomAccessFile",
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.util.Timer",
            "java.security.SecureRandom");

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.util.Locale.getDefault",
            "java.util.TimeZone.getDefault",
            "java.time.ZoneId.systemDefault");

    @ArchTest
    static final ArchRule knowsJavaAndItsYamlParserOnly = noClasses()
            .should()
            .dependOnClassesThat(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(
                    "java..", "io.tickpilot.core..", "org.jspecify.annotations..", "org.snakeyaml..")));

    @ArchTest
    static final ArchRule readsYamlInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "config..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml..");

    @ArchTest
    static final ArchRule touchesNoFileNetOrThread = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.nio.file..", "java.nio.channels..", "java.net..", "java.util.concurrent..", "java.sql..")
            .orShould()
            .dependOnClassesThat(
                    DescribedPredicate.describe("are of the world outside", type -> OUTSIDE.contains(type.getName())));

    @ArchTest
    static final ArchRule readsNoClockAndNoUnseededRandom = noClasses()
            .should()
            .callCodeUnitWhere(DescribedPredicate.describe(
                    "it reads a clock, the environment or chance", CoreArchitectureTest::readsTheWorld));

    @ArchTest
    static final ArchRule arrowsPointOneWay = arrows();

    private static boolean readsTheWorld(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        String name = owner.getName() + "." + call.getName();
        boolean timeNow = owner.getPackageName().equals("java.time")
                && (call.getName().equals("now") || call.getName().startsWith("system"));
        boolean unseeded = owner.isAssignableTo(Random.class)
                && call.getName().equals("<init>")
                && call.getTarget().getRawParameterTypes().isEmpty();
        return timeNow || unseeded || CLOCKS.contains(name);
    }

    private static ArchRule arrows() {
        List<ArchRule> rules = new ArrayList<>();
        ARROWS.forEach((from, to) -> {
            List<String> allowed = new ArrayList<>(List.of("java..", "org..", ROOT + from));
            to.forEach(name -> allowed.add(ROOT + name));
            rules.add(classes()
                    .that()
                    .resideInAPackage(ROOT + from)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(allowed.toArray(String[]::new)));
        });
        return CompositeArchRule.of(rules);
    }
}
