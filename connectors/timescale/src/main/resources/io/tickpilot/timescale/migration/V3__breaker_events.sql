-- When which breaker, or the kill switch, moved, and why. Part of the audit: few rows, never changed, never a hypertable.
create table breaker_events (
    symbol        text        not null,
    scope         text        not null,
    log_time      timestamptz not null,
    from_state    text        not null,
    to_state      text        not null,
    cause         text        not null,
    value         float8      not null,
    limit_value   float8      not null,
    falls         integer     not null,
    until_time    timestamptz,
    issued_by     text        not null,
    why           text        not null,
    log_partition integer     not null,
    log_epoch     integer     not null,
    log_sequence  bigint      not null,
    primary key (symbol, scope, log_partition, log_epoch, log_sequence, from_state, to_state, cause)
);
create index breaker_events_by_time on breaker_events (log_time desc);
comment on column breaker_events.until_time is 'empty when only a command or a probe moves it';
create trigger breaker_events_append_only before update or delete on breaker_events
    for each row execute function refuse_change();
create trigger breaker_events_never_truncated before truncate on breaker_events
    for each statement execute function refuse_change();
