-- Tables of the first brick. Every primary key is natural: the same record sent twice is the same row.
-- Times are exact to the microsecond, as the wire has them.

create table bars (
    symbol      text             not null,
    timeframe   text             not null,
    start_time  timestamptz      not null,
    bid_open    double precision not null,
    bid_high    double precision not null,
    bid_low     double precision not null,
    bid_close   double precision not null,
    ask_open    double precision not null,
    ask_high    double precision not null,
    ask_low     double precision not null,
    ask_close   double precision not null,
    ticks       integer          not null,
    bid_volume  double precision not null,
    ask_volume  double precision not null,
    primary key (symbol, timeframe, start_time)
);

-- A cause sequenced anew after a fail-over is decided anew: both decisions are kept, hence epoch and sequence in the key.
create table decisions (
    symbol        text             not null,
    strategy      text             not null,
    origin        text             not null,
    log_partition integer          not null,
    log_epoch     integer          not null,
    log_sequence  bigint           not null,
    log_time      timestamptz      not null,
    event_time    timestamptz      not null,
    bid           double precision not null,
    ask           double precision not null,
    atr           double precision not null,
    features_hash bigint           not null,
    sell          double precision not null,
    hold          double precision not null,
    buy           double precision not null,
    direction     text             not null,
    confidence    double precision not null,
    outcome       text             not null,
    signal_id     text             not null,
    votes         jsonb            not null,
    rejections    jsonb            not null,
    plan          jsonb,
    primary key (symbol, strategy, origin, log_epoch, log_sequence, log_time)
);
create index decisions_by_signal on decisions (signal_id) where signal_id <> '';

-- Few rows, and doubles must be dropped by id alone: never a hypertable, whose keys must hold the time.
create table signals (
    id             text             not null primary key,
    symbol         text             not null,
    strategy       text             not null,
    side           text             not null,
    created_at     timestamptz      not null,
    valid_until    timestamptz      not null,
    paper          boolean          not null,
    entry          double precision not null,
    stop           double precision not null,
    target1        double precision not null,
    target2        double precision not null,
    lots           double precision not null,
    trail_distance double precision not null,
    exits          jsonb            not null,
    confidence     double precision not null,
    origin         text             not null,
    votes          jsonb            not null
);
create index signals_by_time on signals (created_at);

-- Reports of terminals. (source, symbol, source_sequence) names a report; a resend has the same, wherever it was sequenced.
create table trades (
    source          text             not null,
    symbol          text             not null,
    source_sequence bigint           not null,
    event_time      timestamptz      not null,
    status          text             not null,
    account         text             not null,
    strategy        text             not null,
    signal_id       text             not null,
    ticket          bigint           not null,
    origin_ticket   bigint           not null,
    side            text             not null,
    lots            double precision not null,
    remaining_lots  double precision not null,
    price           double precision not null,
    profit          double precision not null,
    commission      double precision not null,
    reason          text             not null,
    log_partition   integer          not null,
    log_epoch       integer          not null,
    log_sequence    bigint           not null,
    log_time        timestamptz      not null,
    primary key (source, symbol, source_sequence, event_time)
);
create index trades_by_signal on trades (signal_id) where signal_id <> '';

create table dead_letters (
    log_time timestamptz not null,
    symbol   text        not null,
    source   text        not null,
    reason   text        not null,
    detail   text        not null,
    raw      bytea       not null,
    raw_hash bytea       not null generated always as (sha256(raw)) stored,
    primary key (raw_hash, reason, log_time)
);
create index dead_letters_by_time on dead_letters (log_time, reason);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
end $$;

create trigger decisions_append_only before update or delete on decisions
    for each row execute function refuse_change();
create trigger trades_append_only before update or delete on trades
    for each row execute function refuse_change();
create trigger decisions_never_truncated before truncate on decisions
    for each statement execute function refuse_change();
create trigger trades_never_truncated before truncate on trades
    for each statement execute function refuse_change();
