-- Runs after every migration, so that a database which gets the extension later becomes a TimescaleDB then.
-- Decisions and trades are the audit: compressed, never dropped. On plain PostgreSQL this does nothing.
do $$
declare
    spec record;
begin
    if not exists (select from pg_available_extensions where name = 'timescaledb') then
        return;
    end if;
    begin
        create extension if not exists timescaledb;
    exception when others then
        -- Installed on the machine, but not preloaded or not allowed to this user: stay with plain tables.
        raise notice 'timescaledb is not used: %', sqlerrm;
        return;
    end;
    for spec in
        select * from (values
            ('bars',         'start_time', 'symbol, timeframe', interval '7 days', interval '2 years'),
            ('decisions',    'log_time',   'symbol, strategy',  interval '7 days', null),
            ('trades',       'event_time', 'symbol, source',    interval '90 days', null),
            ('dead_letters', 'log_time',   'reason',            interval '1 day',  interval '30 days')
        ) as specs (name, time_column, segment_by, compress_after, drop_after)
    loop
        if exists (select from timescaledb_information.hypertables
                   where hypertable_schema = current_schema() and hypertable_name = spec.name) then
            continue;
        end if;
        -- Moving rows into chunks empties the table itself, which the append-only triggers would refuse.
        execute format('alter table %I disable trigger user', spec.name);
        perform create_hypertable(spec.name::regclass, spec.time_column::name,
            chunk_time_interval => interval '1 day', migrate_data => true);
        execute format('alter table %I enable trigger user', spec.name);
        begin
            execute format(
                'alter table %I set (timescaledb.compress, timescaledb.compress_segmentby = %L, '
                'timescaledb.compress_orderby = %L)', spec.name, spec.segment_by, spec.time_column || ' desc');
            perform add_compression_policy(spec.name::regclass, spec.compress_after);
            if spec.drop_after is not null then
                perform add_retention_policy(spec.name::regclass, spec.drop_after);
            end if;
        exception when feature_not_supported then
            -- The Apache-licensed edition has hypertables only.
            raise notice 'timescaledb without compression and retention: %', sqlerrm;
        end;
    end loop;
end $$;
