-- Bulk tables too large to be statements: one source, one marking, rows in an encrypted file under a key of its own.
create table dataset (
  key bigint not null primary key,
  unit text not null,
  officer bigint not null,
  title text not null,
  source bigint not null,
  marking bigint not null,
  columns text not null,
  rows bigint not null,
  rejected bigint not null,
  secret {blob} not null,
  made bigint not null
);
