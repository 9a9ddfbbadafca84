-- When each market entered which regime. Few rows: never a hypertable. Another model may see another change at the same bar's end.
create table regime_changes (
    symbol        text        not null,
    timeframe     text        not null,
    event_time    timestamptz not null,
    from_regime   text        not null,
    to_regime     text        not null,
    probabilities jsonb       not null,
    model         text        not null,
    model_hash    text        not null,
    primary key (symbol, timeframe, event_time, model_hash)
);
comment on column regime_changes.from_regime is 'empty for the first regime of a symbol';
