-- What is known: entities, statements, sources. Rows carry integer keys; what several rows share stands once in recording.

create table node (
  name text not null primary key,
  value text not null
);

-- Codes of the vocabulary, currencies and time zones, by number.
create table code (
  key bigint not null primary key,
  text text not null unique
);

create table marking (
  key bigint not null primary key,
  canon text not null unique
);

create table source (
  key bigint not null primary key,
  kind text not null,
  title text not null,
  reference text,
  regime text not null,
  owner text not null,
  published bigint,
  published_code bigint,
  marking bigint not null,
  recorded bigint not null,
  officer bigint not null,
  state bigint not null
);

create table recording (
  key bigint not null primary key,
  source bigint not null,
  evaluation text not null,
  marking bigint not null,
  language text not null,
  officer bigint not null,
  unit text not null,
  purpose text not null,
  recorded bigint not null,
  import bigint,
  state bigint not null
);
create index recording_source on recording (source);
create index recording_import on recording (import) where import is not null;
create index recording_hidden on recording (key) where state <> 1;

create table entity (
  key bigint not null primary key,
  kind bigint not null,
  owner text not null,
  recording bigint not null
);
create index entity_kind on entity (kind);

create table attribute (
  key bigint not null primary key,
  entity bigint not null,
  property bigint not null,
  value text not null,
  at bigint,
  at_code bigint,
  until_at bigint,
  until_code bigint,
  detail text,
  recording bigint not null,
  marking bigint not null,
  ended bigint,
  supersedes bigint
);
create index attribute_entity on attribute (entity);
create index attribute_supersedes on attribute (supersedes) where supersedes is not null;

create table fact (
  key bigint not null primary key,
  kind bigint not null,
  from_key bigint,
  to_key bigint,
  item_key bigint,
  place_key bigint,
  at bigint,
  at_code bigint,
  until_at bigint,
  until_code bigint,
  zone bigint,
  amount bigint,
  currency bigint,
  detail text,
  recording bigint not null,
  marking bigint not null,
  ended bigint,
  supersedes bigint
);
-- Ends are indexed by run of 65,536 keys: rows that come in together touch few pages, however many facts there are already.
-- A question by end names the runs (FactRuns).
create index fact_from on fact ((key >> 16), from_key) where from_key is not null;
create index fact_to on fact ((key >> 16), to_key) where to_key is not null;
create index fact_item on fact ((key >> 16), item_key) where item_key is not null;
create index fact_place on fact ((key >> 16), place_key) where place_key is not null;

create index fact_supersedes on fact (supersedes) where supersedes is not null;

-- Two entities, or two facts, said to be one. Reversible; never a merge.
create table same_as (
  key bigint not null primary key,
  facts bigint not null,
  left_key bigint not null,
  right_key bigint not null,
  score bigint,
  reasons text,
  recording bigint not null,
  marking bigint not null,
  ended bigint,
  supersedes bigint
);
create index same_as_left on same_as (left_key);
create index same_as_right on same_as (right_key);

-- Import keys, private to the unit that owns them: two units that import one key get two entities.
create table own_key (
  unit text not null,
  digest {blob} not null,
  key bigint not null,
  primary key (unit, digest)
);

-- What a court may need: no deletion passes.
create table hold (
  key bigint not null primary key,
  statement bigint not null,
  reason text not null,
  owner text not null,
  officer bigint not null,
  since bigint not null,
  released bigint
);
create index hold_statement on hold (statement);

create table act (
  key bigint not null primary key,
  at bigint not null,
  officer bigint not null,
  unit text not null,
  purpose text not null,
  kind text not null,
  subject text not null,
  marking bigint,
  content text not null
);
create index act_kind on act (kind, key);
create index act_officer on act (officer, key);
