-- Who works here, and how each proves who they are. Days are ISO text, instants unix milliseconds.

create table agency (
  code text not null primary key,
  country text not null,
  name_en text not null,
  name_es text not null,
  functions text not null,
  from_day text,
  until_day text,
  successor text
);

create table unit (
  code text not null primary key,
  agency text not null,
  name_en text not null,
  name_es text not null
);

create table vetting (
  key bigint not null primary key,
  unit text not null,
  from_day text not null,
  until_day text,
  cleared_by text not null,
  recorded bigint not null
);
create index vetting_unit on vetting (unit);

create table officer (
  key bigint not null primary key,
  login text not null unique,
  name text not null,
  roles bigint not null,
  active bigint not null,
  language text not null
);

create table officer_unit (
  officer bigint not null,
  unit text not null,
  place bigint not null,
  primary key (officer, unit)
);

create table reading_right (
  key bigint not null primary key,
  officer bigint not null,
  agency text not null,
  units text not null,
  ceiling text not null,
  from_day text not null,
  until_day text,
  proposed_by bigint not null,
  approved_by bigint,
  ended bigint
);
create index reading_right_officer on reading_right (officer);

create table passkey (
  id {blob} not null primary key,
  officer bigint not null,
  name text not null,
  public_key {blob} not null,
  created bigint not null,
  sign_count bigint not null,
  transports text,
  verified bigint not null,
  backup_eligible bigint not null,
  backed_up bigint not null,
  attestation {blob} not null,
  client_data {blob} not null,
  last_used bigint
);
create index passkey_officer on passkey (officer);

-- Codes given once: recovery codes, enrolment codes, the first administrator's. Only slow hashes are kept.
create table one_time_code (
  key bigint not null primary key,
  officer bigint not null,
  kind text not null,
  salt {blob} not null,
  hash {blob} not null,
  expires bigint,
  used bigint
);
create index one_time_code_officer on one_time_code (officer);

-- A browser that is signed in. The cookie holds the secret; its hash is here.
create table session (
  hash {blob} not null primary key,
  officer bigint not null,
  unit text not null,
  purpose text not null,
  method text not null,
  started bigint not null,
  seen bigint not null,
  ended bigint
);
create index session_officer on session (officer);

-- A command line or a program that acts for an officer, in one unit for one purpose.
create table access_token (
  key bigint not null primary key,
  hash {blob} not null unique,
  officer bigint not null,
  unit text not null,
  purpose text not null,
  name text not null,
  created bigint not null,
  expires bigint not null,
  revoked bigint
);
create index access_token_officer on access_token (officer);

create table protection_key (
  name text not null primary key,
  xml text not null
);
