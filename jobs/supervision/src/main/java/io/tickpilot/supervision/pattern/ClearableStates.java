package io.tickpilot.supervision.pattern;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.State;

/** The states that Flink's shared buffer takes for itself, so that those of a key can be emptied: it has no way to ask it for that. */
final class ClearableStates {
    private final List<State> taken = new ArrayList<>();

    /** A store that remembers what was taken from it. */
    KeyedStateStore over(KeyedStateStore store) {
        return (KeyedStateStore) Proxy.newProxyInstance(
                KeyedStateStore.class.getClassLoader(),
                new Class<?>[] {KeyedStateStore.class},
                (proxy, method, args) -> {
                    try {
                        Object result = method.invoke(store, args);
                        if (result instanceof State state) {
                            taken.add(state);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Of the current key. */
    void clear() {
        taken.forEach(State::clear);
    }
}
