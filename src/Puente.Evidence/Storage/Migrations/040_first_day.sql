-- Copies of the node that were tried: when, how long, what came of it. An empty code says that the copy was read back whole.
create table backup_run (
  key bigint not null primary key,
  planned bigint not null,
  began bigint not null,
  took bigint not null,
  file text not null,
  bytes bigint not null,
  sha256 text not null,
  code text not null,
  removed bigint not null
);

-- The secret that an officer's authenticator shares (RFC 6238), sealed under the node's protection keys, and the last step that was used.
create table authenticator (
  officer bigint not null primary key,
  secret text not null,
  created bigint not null,
  confirmed bigint,
  last_step bigint not null,
  salt {blob} not null,
  phrase {blob} not null
);

-- Who an officer is to a directory (OpenID Connect) or on a card (a certificate of the agency).
create table outside_subject (
  key bigint not null primary key,
  kind text not null,
  issuer text not null,
  subject text not null,
  officer bigint not null,
  created bigint not null,
  unique (kind, issuer, subject)
);
create index outside_subject_officer on outside_subject (officer);
