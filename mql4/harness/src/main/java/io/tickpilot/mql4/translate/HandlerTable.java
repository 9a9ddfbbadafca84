package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.translate.Ast.Function;
import io.tickpilot.mql4.translate.Ast.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the terminal which events the program handles; old names ({@code init}, {@code start}, {@code deinit}) count too. */
final class HandlerTable {
    private final Map<String, Function> functions = new HashMap<>();

    HandlerTable(List<Item> items) {
        for (Item item : items) {
            if (item instanceof Function function && function.owner().isEmpty() && function.body() != null) {
                functions.put(function.name(), function);
            }
        }
    }

    String cpp() {
        StringBuilder table = new StringBuilder("namespace mql {\nHandlers expert_handlers() {\n  Handlers h;\n");
        Function init = first("OnInit", "init");
        if (init != null) {
            boolean silent = init.returns().name().equals("void");
            handler(table, "init", "() -> int", silent ? call(init, "") + "; return 0" : "return " + call(init, ""));
        }
        Function deinit = first("OnDeinit", "deinit");
        if (deinit != null) {
            handler(table, "deinit", "(int reason)", "(void)reason; " + call(deinit, "reason"));
        }
        Function tick = first("OnTick", "start");
        if (tick != null) {
            handler(table, "tick", "()", call(tick, ""));
        }
        simple(table, "timer", "OnTimer");
        simple(table, "start", "OnStart");
        Function chart = functions.get("OnChartEvent");
        if (chart != null) {
            handler(table, "chart", "(int id, Long l, double d, const String& s)", call(chart, "id, l, d, s"));
        }
        if (functions.containsKey("OnTester")) {
            handler(table, "tester", "() -> double", "return ea::OnTester()");
        }
        return table.append("  return h;\n}\n}").toString();
    }

    private @Nullable Function first(String name, String oldName) {
        Function found = functions.get(name);
        return found != null ? found : functions.get(oldName);
    }

    private void simple(StringBuilder table, String event, String name) {
        Function found = functions.get(name);
        if (found != null) {
            handler(table, event, "()", call(found, ""));
        }
    }

    private static String call(Function function, String arguments) {
        return "ea::" + function.name() + "(" + (function.parameters().isEmpty() ? "" : arguments) + ")";
    }

    private static void handler(StringBuilder table, String event, String signature, String body) {
        table.append("  h.")
                .append(event)
                .append(" = []")
                .append(signature)
                .append(" { ")
                .append(body)
                .append("; };\n");
    }
}
