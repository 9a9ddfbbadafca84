package io.tickpilot.core.engine;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.feature.FeatureSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives each agent that is needed, and each that one of them reads, a seat; those that are read first. */
final class Seating {
    private final List<AgentModel> models;
    private final List<AgentSettings> settings;
    private final List<String> faults = new ArrayList<>();
    private final List<FeatureSchema> schemas = new ArrayList<>();
    private final Map<String, Seat> seats = new LinkedHashMap<>();
    /** Agents on the way from the one needed to the one being seated. */
    private final Set<String> above = new LinkedHashSet<>();

    Seating(List<AgentModel> models, List<AgentSettings> settings) {
        this.models = models;
        this.settings = settings;
    }

    /** @throws ConfigException with all faults */
    List<Seat> seat(Set<String> needed) {
        needed.forEach(this::seat);
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
        return List.copyOf(seats.values());
    }

    List<FeatureSchema> schemas() {
        return List.copyOf(schemas);
    }

    private void seat(String name) {
        if (seats.containsKey(name)) {
            return;
        }
        AgentModel model = only(name);
        if (model == null) {
            return;
        }
        AgentSettings own = settings.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseGet(() -> new AgentSettings(name, ""));
        FeatureSchema schema = model.schema();
        if (schema != null) {
            if (!schemas.contains(schema)) {
                schemas.add(schema);
            }
            seats.put(name, Seat.reading(schemas.indexOf(schema), model, own));
        } else {
            seatStack(name, model, own);
        }
    }

    private void seatStack(String name, AgentModel model, AgentSettings own) {
        if (!above.add(name)) {
            faults.add("agents." + name + ": must not read an agent that reads it: " + String.join(" reads ", above));
            return;
        }
        model.reads().forEach(this::seat);
        above.remove(name);
        for (String read : model.reads()) {
            Seat seat = seats.get(read);
            if (seat == null) {
                return; // why is among the faults
            }
            AgentKind kind = seat.model.kind();
            if (!kind.votes()) {
                faults.add("agents." + name + ": must read agents that give a direction: " + read + " is " + kind);
            }
        }
        List<String> seated = List.copyOf(seats.keySet());
        int[] places = model.reads().stream().mapToInt(seated::indexOf).toArray();
        seats.put(name, Seat.reading(places, model, own));
    }

    private @Nullable AgentModel only(String name) {
        List<AgentModel> named =
                models.stream().filter(m -> m.agent().equals(name)).toList();
        if (named.size() != 1) {
            String readBy = above.isEmpty() ? "" : ", read by " + String.join(" and ", above);
            faults.add("agents." + name + ": needs exactly one model" + readBy + ": " + named.size());
            return null;
        }
        return named.get(0);
    }
}
