-- What a unit decided when a review or an expiry was due: the last decision of a recording and kind counts. Roles of persons carry theirs in the statement.
create table retention_decision (
  key bigint not null primary key,
  recording bigint not null,
  kind text not null,
  decision text not null,
  next_day text,
  ground text not null,
  officer bigint not null,
  unit text not null,
  at bigint not null
);
create index retention_decision_recording on retention_decision (recording, kind, key);
