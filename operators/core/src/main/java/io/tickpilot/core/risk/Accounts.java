package io.tickpilot.core.risk;

import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Arguments;
import io.tickpilot.core.signal.Rejection;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What accounts say of themselves, and the limits set for them. A strategy concerns the account its configuration names, or every
 * account. One silent for {@value #FORGOTTEN_HOURS} hours and without limits in force is forgotten. Not thread-safe.
 */
public final class Accounts {
    private static final int MOST = 256;
    private static final int FORGOTTEN_HOURS = 24;
    private static final long FORGOTTEN_MICROS = FORGOTTEN_HOURS * 3_600_000_000L;

    /** More money than there is; finite, so that a share of it is a number. */
    private static final double BOUNDLESS = 1e15;

    private final TreeMap<String, Account> accounts = new TreeMap<>();

    private static final class Account {
        /** Of the newest report; empty before the first. */
        String currency = "";

        double equity;
        double freeMargin;
        double leverage;
        boolean live;
        /** Log time of it. */
        long reportedMicros;

        @Nullable
        Limits limits;

        boolean reports() {
            return !currency.isEmpty();
        }

        /** As it is when its report is too old: nothing is known but the limits and their currency. */
        Account withLimitsAlone(RiskSettings risk) {
            Account account = new Account();
            account.currency = reports() ? currency : risk.accountCurrency();
            account.equity = BOUNDLESS;
            account.freeMargin = BOUNDLESS;
            account.limits = limits;
            return account;
        }
    }

    /** What a position or a signal under way binds of an account. */
    public interface Bound {

        double lots(String account);

        /** Lost at the stops, in quote currency. */
        double risk(String account);

        /** Value in quote currency. */
        double exposure(String account);
    }

    /** Takes a report in. Beyond {@value #MOST} accounts a new one is not heard. */
    public void report(AccountReport report, long nowMicros) {
        accounts.values()
                .removeIf(a -> nowMicros - a.reportedMicros > FORGOTTEN_MICROS
                        && (a.limits == null || a.limits.isStale(nowMicros)));
        Account account = accounts.get(report.account());
        if (account == null && accounts.size() == MOST) {
            return;
        }
        if (account == null) {
            account = new Account();
            accounts.put(report.account(), account);
        }
        account.currency = report.currency();
        account.equity = report.equity();
        account.freeMargin = report.freeMargin();
        account.leverage = report.leverage();
        account.live = report.live();
        account.reportedMicros = nowMicros;
    }

    /**
     * Puts limits in the place of an account's former ones; none at all when nothing is said.
     *
     * @throws IllegalArgumentException when the arguments are not those of limits
     */
    public void limit(String name, Arguments arguments, long nowMicros) {
        Limits limits = Limits.from(arguments);
        Account account = accounts.get(name);
        if (account == null) {
            if (accounts.size() == MOST) {
                throw new IllegalArgumentException("accounts known already: " + MOST);
            }
            account = new Account();
            account.reportedMicros = nowMicros;
            accounts.put(name, account);
        }
        account.limits = arguments.all().isEmpty() ? null : limits;
    }

    /** Equity as told, or otherwise when the account tells none. */
    public double equity(String name, double otherwise) {
        Account account = accounts.get(name);
        return account == null || !account.reports() ? otherwise : account.equity;
    }

    /** Currency as told, or otherwise when the account tells none. */
    public String currency(String name, String otherwise) {
        Account account = accounts.get(name);
        return account == null || !account.reports() ? otherwise : account.currency;
    }

    /**
     * What keeps a trade of a strategy back whatever its size: {@code limits-stale} (s beyond their end against 0), {@code account-mode}
     * (1 for live, 0 for paper, against what the signal is) when no account concerned is of the signal's kind, or the one that the
     * configuration names is not; in live {@code account} (0 reports against 1) and {@code account-age} (s against the greatest age).
     */
    public void rejections(SizingSettings sizing, boolean live, long nowMicros, List<Rejection> into) {
        boolean wrongKind = false;
        boolean rightKind = false;
        long youngest = Long.MAX_VALUE;
        for (Map.Entry<String, Account> entry : accounts.entrySet()) {
            Account account = entry.getValue();
            if (!concerns(sizing, entry.getKey())) {
                continue;
            }
            boolean otherKind = account.reports() && account.live != live;
            Limits limits = account.limits;
            if (limits != null && limits.isStale(nowMicros) && !otherKind) {
                into.add(new Rejection("limits-stale", (nowMicros - limits.untilMicros()) / 1e6, 0));
            }
            if (account.reports() && account.live == live) {
                rightKind = true;
                youngest = Math.min(youngest, nowMicros - account.reportedMicros);
            }
            wrongKind |= otherKind;
        }
        if (wrongKind && !rightKind) {
            into.add(new Rejection("account-mode", live ? 0 : 1, live ? 1 : 0));
        } else if (live && !rightKind) {
            into.add(new Rejection("account", 0, 1));
        } else if (live && youngest > sizing.accountAgeMicros()) {
            into.add(new Rejection("account-age", youngest / 1e6, sizing.accountAgeMicros() / 1e6));
        }
    }

    private static boolean concerns(SizingSettings sizing, String account) {
        return sizing.account().equals(SizingSettings.ANY) || sizing.account().equals(account);
    }

    /**
     * What the accounts concerned let a trade have: those of the signal's kind by their fresh reports, and all of them by their limits. Where
     * no fresh report tells an equity it is the configured one on paper, scaled as the limits say; live there are no funds then.
     */
    public List<Funds> funds(RiskSettings risk, boolean live, long nowMicros, Bound bound, Conversion conversion) {
        List<Funds> funds = new ArrayList<>(1);
        boolean anyFresh = false;
        double scale = 1;
        for (Map.Entry<String, Account> entry : accounts.entrySet()) {
            Account account = entry.getValue();
            boolean otherKind = account.reports() && account.live != live;
            if (!concerns(risk.sizing(), entry.getKey()) || otherKind) {
                continue;
            }
            boolean fresh = account.reports()
                    && nowMicros - account.reportedMicros <= risk.sizing().accountAgeMicros();
            anyFresh |= fresh;
            if (fresh || account.limits != null) {
                Account known = fresh ? account : account.withLimitsAlone(risk);
                funds.add(funds(entry.getKey(), known, bound, conversion));
                scale = Math.min(scale, known.limits == null ? 1 : known.limits.riskScale());
            }
        }
        if (anyFresh) {
            return funds;
        }
        if (live) {
            return List.of();
        }
        funds.add(Funds.of(risk.accountCurrency(), risk.accountEquity(), scale));
        return funds;
    }

    private static Funds funds(String name, Account account, Bound bound, Conversion conversion) {
        Limits limits = account.limits == null ? Limits.UNLIMITED : account.limits;
        double rate = conversion.quoteTo(account.currency).rate();
        double none = Double.POSITIVE_INFINITY;
        double budget = limits.riskBudget();
        double value = limits.maxExposure();
        double lots = limits.maxLots();
        return new Funds(
                name,
                account.currency,
                account.equity,
                account.freeMargin,
                account.leverage,
                budget == none ? none : Math.max(0, budget - bound.risk(name) * rate),
                limits.headroom(),
                lots == none ? none : Math.max(0, lots - bound.lots(name)),
                value == none ? none : Math.max(0, value - bound.exposure(name) * rate),
                limits.riskScale());
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(accounts.size());
        for (Map.Entry<String, Account> entry : accounts.entrySet()) {
            Account account = entry.getValue();
            out.writeUTF(entry.getKey());
            out.writeUTF(account.currency);
            out.writeDouble(account.equity);
            out.writeDouble(account.freeMargin);
            out.writeDouble(account.leverage);
            out.writeBoolean(account.live);
            out.writeLong(account.reportedMicros);
            out.writeBoolean(account.limits != null);
            if (account.limits != null) {
                account.limits.writeTo(out);
            }
        }
    }

    public static Accounts readFrom(DataInput in) throws IOException {
        Accounts result = new Accounts();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            Account account = new Account();
            result.accounts.put(in.readUTF(), account);
            account.currency = in.readUTF();
            account.equity = in.readDouble();
            account.freeMargin = in.readDouble();
            account.leverage = in.readDouble();
            account.live = in.readBoolean();
            account.reportedMicros = in.readLong();
            account.limits = in.readBoolean() ? Limits.readFrom(in) : null;
        }
        return result;
    }
}
