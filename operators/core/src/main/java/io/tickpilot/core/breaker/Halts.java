package io.tickpilot.core.breaker;

import io.tickpilot.core.event.Arguments;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.signal.Rejection;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What commands forbid: the kill switch, breakers of accounts, and blocked entries. A kill or a breaker ends by the command that names its
 * target, and by nothing else: who said stop says go. An account's breaker lives in the supervision, which knows the whole account; here
 * is its word. Not thread-safe.
 */
public final class Halts {
    private static final int MOST = 1_024;
    private static final String STRATEGIES = "strategy:";

    /** Target to the command that killed it. */
    private final TreeMap<String, Order> kills = new TreeMap<>();
    /** Account to the command that tripped its breaker. */
    private final TreeMap<String, Order> accounts = new TreeMap<>();
    /** By id and target. */
    private final TreeMap<String, Block> blocks = new TreeMap<>();

    private record Order(Cause cause, long sinceMicros, String issuedBy, String why) {}

    /** @param untilMicros {@link Long#MAX_VALUE} until it is unblocked */
    private record Block(String id, String target, long sinceMicros, long untilMicros) {

        String key() {
            return id + '\n' + target;
        }

        boolean holds(String strategy, long nowMicros) {
            return nowMicros < untilMicros && (target.equals(Command.ALL) || target.equals(strategy));
        }
    }

    /**
     * @return whether it was not killed before
     * @throws IllegalArgumentException when the target is neither {@code *} nor an account
     */
    public boolean kill(Command command, long nowMicros) {
        killed(command);
        return put(kills, command.target(), new Order(Cause.KILL, nowMicros, command.issuedBy(), command.why()));
    }

    /** @return whether it was killed */
    public boolean resume(Command command) {
        killed(command);
        return kills.remove(command.target()) != null;
    }

    private static void killed(Command command) {
        if (!command.target().equals(Command.ALL) && !command.target().startsWith(Command.ACCOUNT)) {
            throw new IllegalArgumentException("target must be * or account:NAME: " + command.target());
        }
    }

    public boolean tripAccount(String account, Command command, long nowMicros) {
        Cause cause = Cause.ofCommand(command);
        return put(accounts, account, new Order(cause, nowMicros, command.issuedBy(), command.why()));
    }

    public boolean resetAccount(String account) {
        return accounts.remove(account) != null;
    }

    private static boolean put(TreeMap<String, Order> orders, String target, Order order) {
        if (orders.size() >= MOST && !orders.containsKey(target)) {
            throw new IllegalArgumentException("orders in force already: " + MOST);
        }
        return orders.putIfAbsent(target, order) == null;
    }

    /** The one of the same id and target is replaced. */
    public void block(Command command, long nowMicros) {
        Arguments arguments = command.arguments();
        long until = arguments.micros("until", 0);
        Block block =
                new Block(arguments.text("id"), strategy(command), nowMicros, until == 0 ? Long.MAX_VALUE : until);
        blocks.values().removeIf(b -> nowMicros >= b.untilMicros);
        if (blocks.size() >= MOST && !blocks.containsKey(block.key())) {
            throw new IllegalArgumentException("blocks in force already: " + MOST);
        }
        blocks.put(block.key(), block);
    }

    /** @return whether there was one */
    public boolean unblock(Command command) {
        Block named = new Block(command.arguments().text("id"), strategy(command), 0, 0);
        return blocks.remove(named.key()) != null;
    }

    private static String strategy(Command command) {
        String target = command.target();
        return target.startsWith(STRATEGIES) ? target.substring(STRATEGIES.length()) : target;
    }

    /**
     * What holds a strategy back: {@code kill}, {@code kill:account:NAME}, {@code breaker:account:NAME} (s since then against 0) and {@code
     * blocked:ID} (s since then against the span it lasts, 0 for no end).
     *
     * @param account the one that the strategy trades, empty for all
     */
    public void rejections(String strategy, String account, long nowMicros, List<Rejection> into) {
        for (Map.Entry<String, Order> kill : kills.entrySet()) {
            String target = kill.getKey();
            boolean all = target.equals(Command.ALL);
            if (all || concerns(target.substring(Command.ACCOUNT.length()), account)) {
                into.add(new Rejection(all ? "kill" : "kill:" + target, seconds(kill.getValue(), nowMicros), 0));
            }
        }
        for (Map.Entry<String, Order> trip : accounts.entrySet()) {
            if (concerns(trip.getKey(), account)) {
                into.add(new Rejection(
                        "breaker:" + Command.ACCOUNT + trip.getKey(), seconds(trip.getValue(), nowMicros), 0));
            }
        }
        for (Block block : blocks.values()) {
            if (block.holds(strategy, nowMicros)) {
                double span = block.untilMicros == Long.MAX_VALUE ? 0 : (block.untilMicros - block.sinceMicros) / 1e6;
                into.add(new Rejection("blocked:" + block.id, (nowMicros - block.sinceMicros) / 1e6, span));
            }
        }
    }

    private static boolean concerns(String halted, String account) {
        return account.isEmpty() || account.equals(halted);
    }

    private static double seconds(Order order, long nowMicros) {
        return (nowMicros - order.sinceMicros) / 1e6;
    }

    public void writeTo(DataOutput out) throws IOException {
        write(kills, out);
        write(accounts, out);
        out.writeInt(blocks.size());
        for (Block block : blocks.values()) {
            out.writeUTF(block.id);
            out.writeUTF(block.target);
            out.writeLong(block.sinceMicros);
            out.writeLong(block.untilMicros);
        }
    }

    private static void write(TreeMap<String, Order> orders, DataOutput out) throws IOException {
        out.writeInt(orders.size());
        for (Map.Entry<String, Order> order : orders.entrySet()) {
            out.writeUTF(order.getKey());
            out.writeUTF(order.getValue().cause.name());
            out.writeLong(order.getValue().sinceMicros);
            out.writeUTF(order.getValue().issuedBy);
            out.writeUTF(order.getValue().why);
        }
    }

    public static Halts readFrom(DataInput in) throws IOException {
        Halts result = new Halts();
        read(result.kills, in);
        read(result.accounts, in);
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            Block block = new Block(in.readUTF(), in.readUTF(), in.readLong(), in.readLong());
            result.blocks.put(block.key(), block);
        }
        return result;
    }

    private static void read(TreeMap<String, Order> orders, DataInput in) throws IOException {
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            orders.put(in.readUTF(), new Order(Cause.valueOf(in.readUTF()), in.readLong(), in.readUTF(), in.readUTF()));
        }
    }
}
