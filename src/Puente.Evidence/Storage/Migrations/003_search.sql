-- Search. A row for each word of each searchable attribute, and one for each complete identifier ('=' before it), best match last.
-- words holds all words of the value, so that the rarest word's rows answer for the others; empty when the text is too long for that.
-- Derived from attribute: left out of backups, made again at any time.
create table term (
  term text {c} not null,
  quality bigint not null,
  entity bigint not null,
  attribute bigint not null,
  kind bigint not null,
  words text not null,
  recording bigint not null,
  marking bigint not null,
  ended bigint,
  primary key (term, quality, entity, attribute) {include (kind, words, recording, marking, ended)}
) {clustered};

-- What was searched, under an opaque id, for the officer who asked.
create table saved_search (
  key bigint not null primary key,
  officer bigint not null,
  unit text not null,
  at bigint not null,
  query text not null,
  paused bigint not null
);
create index saved_search_officer on saved_search (officer, at);

-- Whom to ask: what a pointer answers, and nothing else.
create table pointer_answer (
  search bigint not null,
  line bigint not null,
  unit text not null,
  primary key (search, line, unit)
);

-- What the owner's desk is told: somebody asked for a complete identifier that a pointer or silent marking covers.
create table desk_notice (
  key bigint not null primary key,
  unit text not null,
  at bigint not null,
  day bigint not null,
  kind text not null,
  officer bigint not null,
  asking_unit text not null,
  purpose text not null,
  statement bigint not null,
  marking bigint not null,
  unique (officer, day, statement)
);
create index desk_notice_unit on desk_notice (unit, key);
