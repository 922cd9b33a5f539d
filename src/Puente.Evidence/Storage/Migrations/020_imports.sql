-- Files received, imports of them, rows that were rejected, mappings that units keep.

create table upload (
  key bigint not null primary key,
  unit text not null,
  officer bigint not null,
  name text not null,
  bytes bigint not null,
  digest text not null,
  received bigint not null
);

create table mapping (
  key bigint not null primary key,
  unit text not null,
  name text not null,
  title text not null,
  text text not null,
  officer bigint not null,
  saved bigint not null,
  current bigint not null
);
create index mapping_unit on mapping (unit, name) where current = 1;

create table import (
  key bigint not null primary key,
  unit text not null,
  officer bigint not null,
  purpose text not null,
  upload bigint not null,
  mapping_name text not null,
  mapping text not null,
  terms text not null,
  source bigint not null,
  marking bigint not null,
  recording bigint,
  state bigint not null,
  fault text,
  asked bigint not null,
  finished bigint,
  tally text not null
);
create index import_unit on import (unit, key);

create table import_remark (
  import bigint not null,
  line bigint not null,
  place bigint not null,
  rejected bigint not null,
  problem text not null,
  cells text,
  primary key (import, line, place)
);
