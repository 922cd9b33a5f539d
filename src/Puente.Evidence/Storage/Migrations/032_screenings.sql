-- Lists that an officer screened what he sees against, and the entries that were near. A hit is judged again each time it is read.
create table screening (
  key bigint not null primary key,
  unit text not null,
  officer bigint not null,
  purpose text not null,
  upload bigint not null,
  list text not null,
  entries bigint not null,
  problems bigint not null,
  state bigint not null,
  asked bigint not null,
  finished bigint,
  done bigint not null,
  total bigint not null,
  fault text
);
create index screening_officer on screening (officer, unit, key);
create table screening_hit (
  screening bigint not null,
  entity bigint not null,
  entry_id text not null,
  entry text not null,
  primary key (screening, entity, entry_id)
);
