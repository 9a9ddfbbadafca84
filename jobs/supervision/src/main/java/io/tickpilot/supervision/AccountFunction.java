package io.tickpilot.supervision;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.portfolio.AccountSupervisor;
import io.tickpilot.core.portfolio.RiskReport;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.wire.WireCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.CoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Every account that a report told of, each watched by an {@link AccountSupervisor} of its own. One task: prices and decisions of every
 * symbol concern all accounts. Once a second of the log's time each says what must be done, and how it stands.
 */
@SuppressWarnings("NullAway.Init") // what Flink sets before the first call
final class AccountFunction extends CoProcessFunction<SequencedEvent, Decision, Command>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** Account, and how it stands as JSON. */
    static final OutputTag<Tuple2<String, String>> RISK =
            new OutputTag<>("risk", Types.TUPLE(Types.STRING, Types.STRING));

    /** Moves of accounts' breakers, in the wire's form. */
    static final OutputTag<byte[]> ALERTS =
            new OutputTag<>("account-alerts", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final long SECOND_MICROS = TimeUnit.SECONDS.toMicros(1);

    private final AccountSettings settings;
    private final RateCommands rates;

    private transient Map<String, AccountSupervisor> accounts;
    private transient ListState<Tuple2<String, byte[]>> stored;
    private transient long actedMicros;

    AccountFunction(AccountSettings settings) {
        this.settings = settings;
        this.rates = new RateCommands(settings.instruments());
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        accounts = new TreeMap<>();
        actedMicros = Long.MIN_VALUE;
        stored = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>(
                        "accounts", Types.TUPLE(Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)));
        for (Tuple2<String, byte[]> each : stored.get()) {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(each.f1));
            accounts.put(
                    each.f0,
                    AccountSupervisor.readFrom(
                            in, each.f0, settings.supervisor(), settings.instruments(), settings.calendar()));
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        List<Tuple2<String, byte[]>> written = new ArrayList<>();
        for (Map.Entry<String, AccountSupervisor> each : accounts.entrySet()) {
            written.add(Tuple2.of(each.getKey(), bytes(each.getValue())));
        }
        stored.update(written);
    }

    private static byte[] bytes(AccountSupervisor supervisor) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        supervisor.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** Reports, prices as ticks and the journal's clock. */
    @Override
    public void processElement1(SequencedEvent event, Context context, Collector<Command> out) {
        LogEvent content = event.event();
        if (content instanceof TradeReport report) {
            of(report.account()).apply(report);
        } else if (content instanceof AccountReport report) {
            of(report.account()).apply(report);
        } else if (content instanceof PositionReport report) {
            of(report.account()).apply(report);
        } else if (content instanceof Command command) {
            accounts.values().forEach(each -> each.apply(command));
        } else if (content instanceof Tick tick) {
            rates.at(tick, currencies()).forEach(out::collect);
            accounts.values()
                    .forEach(each -> each.quote(tick.symbol(), tick.bid(), tick.ask(), tick.eventTimeMicros()));
        } else if (content instanceof Clock) {
            act(event.logTimeMicros(), context, out);
        }
    }

    @Override
    public void processElement2(Decision decision, Context context, Collector<Command> out) {
        accounts.values().forEach(each -> each.apply(decision));
    }

    private void act(long nowMicros, Context context, Collector<Command> out) {
        if (nowMicros - actedMicros < SECOND_MICROS && actedMicros != Long.MIN_VALUE) {
            return;
        }
        actedMicros = nowMicros;
        for (AccountSupervisor each : accounts.values()) {
            each.act(nowMicros).forEach(out::collect);
            for (BreakerChange change : each.takeBreakerChanges()) {
                context.output(ALERTS, WireCodec.encode(change));
            }
            RiskReport report = each.report();
            context.output(RISK, Tuple2.of(report.account(), RiskJson.of(report)));
        }
    }

    private Set<String> currencies() {
        Set<String> currencies = new TreeSet<>();
        accounts.values().forEach(each -> currencies.add(each.book().quotes().accountCurrency()));
        return currencies;
    }

    private AccountSupervisor of(String account) {
        return accounts.computeIfAbsent(
                account,
                name -> new AccountSupervisor(
                        name, settings.supervisor(), settings.instruments(), settings.calendar()));
    }

    /** The close of a bar as a price. */
    static SequencedEvent price(Bar bar) {
        Tick tick = new Tick(bar.symbol(), bar.endMicros(), bar.bidClose(), bar.askClose(), 0, 0, "bars", 0);
        return new SequencedEvent(0, 0, 0, bar.endMicros(), 0, tick);
    }
}
