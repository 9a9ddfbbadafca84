package io.tickpilot.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What only runs with Docker is at least well-formed and agrees with itself and with the rest. */
class DeploymentFilesTest {
    private static final Path HOME = Path.of(System.getProperty("tickpilot.home", "../.."));
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyServiceHasAnImageAndMountsWhatExists() throws Exception {
        Map<?, ?> compose = yaml(HOME.resolve("docker-compose.yml"));
        Map<?, ?> services = (Map<?, ?>) compose.get("services");
        Map<?, ?> volumes = (Map<?, ?>) compose.get("volumes");

        assertThat(names(services))
                .contains("jobmanager", "taskmanager", "kafka", "timescaledb", "bridge", "prometheus", "grafana");
        services.forEach((name, content) -> {
            Map<?, ?> service = (Map<?, ?>) content;
            assertThat(service.containsKey("image") || service.containsKey("<<"))
                    .as("image of %s", name)
                    .isTrue();
            for (Object mount : listOf(service.get("volumes"))) {
                String source = mount.toString().split(":")[0];
                assertThat(source.startsWith(".") ? Files.exists(HOME.resolve(source)) : volumes.containsKey(source))
                        .as("volume %s of %s", source, name)
                        .isTrue();
            }
            for (String needed : names(service.get("depends_on"))) {
                assertThat(names(services)).as("what %s waits for", name).contains(needed);
            }
        });
    }

    @Test
    void containersRunFlinkWithTheValuesOfFlinkConf() throws Exception {
        Map<?, ?> compose = yaml(HOME.resolve("docker-compose.yml"));
        Map<?, ?> environment = (Map<?, ?>) ((Map<?, ?>) compose.get("x-flink")).get("environment");
        Map<?, ?> inCompose = parse(String.valueOf(environment.get("FLINK_PROPERTIES")));
        Configuration onThisMachine =
                GlobalConfiguration.loadConfiguration(HOME.resolve("flink-conf").toString());

        Set<String> own = Set.of("taskmanager.numberOfTaskSlots", "metrics.reporter.prom.port");
        inCompose.forEach((key, value) -> {
            String here = onThisMachine.getString(key.toString(), value.toString());
            if (!own.contains(key.toString())) {
                assertThat(here).as("%s", key).isEqualTo(value.toString());
            }
        });
    }

    @Test
    void prometheusFindsItsRulesAndEachRuleSaysWhatToDo() throws Exception {
        Path folder = HOME.resolve("monitoring/prometheus");
        for (String file : List.of("prometheus.yml", "prometheus-local.yml")) {
            Map<?, ?> configuration = yaml(folder.resolve(file));
            assertThat(listOf(configuration.get("scrape_configs"))).isNotEmpty();
            for (Object rules : listOf(configuration.get("rule_files"))) {
                assertThat(folder.resolve(rules.toString())).exists();
            }
        }
        for (Object group : listOf(yaml(folder.resolve("rules.yml")).get("groups"))) {
            for (Object item : listOf(((Map<?, ?>) group).get("rules"))) {
                Map<?, ?> rule = (Map<?, ?>) item;
                assertThat(names(rule)).contains("alert", "expr", "labels");
                assertThat(names(rule.get("annotations"))).contains("summary", "action");
            }
        }
    }

    @Test
    void dashboardsUseProvisionedSourcesAndUniquePanels() throws Exception {
        Set<String> sources = new HashSet<>();
        Map<?, ?> provisioned = yaml(HOME.resolve("monitoring/grafana/provisioning/datasources/datasources.yml"));
        for (Object source : listOf(provisioned.get("datasources"))) {
            sources.add(String.valueOf(((Map<?, ?>) source).get("uid")));
        }
        yaml(HOME.resolve("monitoring/grafana/provisioning/dashboards/dashboards.yml"));
        List<Path> dashboards;
        try (Stream<Path> files = Files.list(HOME.resolve("monitoring/grafana/dashboards"))) {
            dashboards = files.toList();
        }
        assertThat(dashboards).isNotEmpty();
        for (Path file : dashboards) {
            JsonNode dashboard = JSON.readTree(Files.readString(file));
            Set<Integer> ids = new HashSet<>();
            for (JsonNode panel : dashboard.path("panels")) {
                assertThat(ids.add(panel.path("id").asInt()))
                        .as("id of %s", panel)
                        .isTrue();
                for (JsonNode target : panel.path("targets")) {
                    assertThat(sources)
                            .contains(target.path("datasource").path("uid").asText());
                }
            }
            assertThat(ids).hasSizeGreaterThan(10);
        }
    }

    private static Map<?, ?> yaml(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    private static Map<?, ?> parse(String text) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private static List<?> listOf(Object list) {
        return list == null ? List.of() : (List<?>) list;
    }

    private static Set<String> names(Object mappingOrList) {
        Set<String> names = new TreeSet<>();
        if (mappingOrList instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> names.add(key.toString()));
        } else {
            new ArrayList<>(listOf(mappingOrList)).forEach(item -> names.add(item.toString()));
        }
        return names;
    }
}
