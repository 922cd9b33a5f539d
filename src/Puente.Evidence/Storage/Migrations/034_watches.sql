-- What officers watch for their unit, and the statements that were found, each once. A hit is judged again each time it is read.
create table watch (
  key bigint not null primary key,
  officer bigint not null,
  unit text not null,
  purpose text not null,
  shared bigint not null,
  content text not null,
  reason text not null,
  begun bigint not null,
  until_day text not null,
  ended bigint,
  state bigint not null,
  begun_key bigint not null
);
create index watch_unit on watch (unit, key);

-- kind and statement: an attribute, a fact, or for a list the entity that a line is near. known: found when the watch began.
create table watch_hit (
  watch bigint not null,
  kind bigint not null,
  statement bigint not null,
  line bigint not null,
  entity bigint not null,
  at bigint not null,
  known bigint not null,
  seen bigint,
  primary key (watch, kind, statement, line)
);
create index watch_hit_open on watch_hit (watch, at) where known = 0 and seen is null;
