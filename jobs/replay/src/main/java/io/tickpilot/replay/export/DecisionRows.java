package io.tickpilot.replay.export;

import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Vote;
import java.util.HexFormat;

/** Decisions as JSON objects, a file a symbol. What is not a number (a vote of an agent that abstains) is null. */
public final class DecisionRows implements RowFormat<Decision> {
    private static final long serialVersionUID = 1;

    @Override
    public String fileOf(Decision decision) {
        return RowFormat.fileName(decision.symbol()) + ".jsonl";
    }

    @Override
    public String header() {
        return "";
    }

    @Override
    public void append(Decision decision, StringBuilder row) {
        Json json = new Json(row);
        json.open('{').name("symbol").text(decision.symbol());
        json.name("strategy").text(decision.strategy());
        json.name("origin").text(decision.origin());
        json.name("log_time_micros").number(decision.logTimeMicros());
        json.name("event_time_micros").number(decision.eventTimeMicros());
        json.name("bid").number(decision.bid()).name("ask").number(decision.ask());
        json.name("atr").number(decision.atr());
        json.name("features_hash").text(HexFormat.of().toHexDigits(decision.featuresHash()));
        json.name("sell").number(decision.sell());
        json.name("hold").number(decision.hold());
        json.name("buy").number(decision.buy());
        json.name("direction").text(decision.direction().name());
        json.name("confidence").number(decision.confidence());
        json.name("outcome").text(decision.outcome().name());
        json.name("votes").open('[');
        decision.votes().forEach(vote -> append(vote, json));
        json.close(']').name("rejections").open('[');
        decision.rejections().forEach(rejection -> append(rejection, json));
        json.close(']').name("signal_id").text(decision.signalId());
        Plan plan = decision.plan();
        if (plan != null) {
            append(plan, json.name("plan"));
        }
        json.close('}');
    }

    private static void append(Vote vote, Json json) {
        json.open('{').name("agent").text(vote.agent()).name("version").text(vote.version());
        json.name("sell").number(vote.sell());
        json.name("hold").number(vote.hold());
        json.name("buy").number(vote.buy());
        json.name("weight").number(vote.weight());
        json.name("abstention").text(vote.abstention());
        if (vote.ageMicros() != 0) {
            json.name("ageMicros").number(vote.ageMicros());
        }
        if (!vote.numbers().isEmpty()) {
            json.name("numbers").open('[');
            for (float each : vote.numbers()) {
                json.number(each);
            }
            json.close(']');
        }
        json.close('}');
    }

    private static void append(Rejection rejection, Json json) {
        json.open('{').name("check").text(rejection.check());
        json.name("value").number(rejection.value());
        json.name("limit").number(rejection.limit()).close('}');
    }

    private static void append(Plan plan, Json json) {
        json.open('{').name("entry").number(plan.entry()).name("stop").number(plan.stop());
        json.name("target1").number(plan.target1()).name("target2").number(plan.target2());
        json.name("lots").number(plan.lots()).name("trail_distance").number(plan.trailDistance());
        json.name("exits").open('[');
        for (Plan.Exit exit : plan.exits()) {
            json.open('{').name("price").number(exit.price());
            json.name("fraction").number(exit.fraction());
            json.name("break_even").bool(exit.breakEven()).close('}');
        }
        json.close(']').close('}');
    }
}
