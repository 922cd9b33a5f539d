-- Pairs of entities that a unit decided not to be one. Its own office row; a pair stands once, the lower key left.
create table match_rejection (
  key bigint not null primary key,
  left_key bigint not null,
  right_key bigint not null,
  unit text not null,
  officer bigint not null,
  at bigint not null,
  reason text not null,
  score bigint not null,
  marking bigint not null,
  undone bigint
);
create index match_rejection_unit on match_rejection (unit, left_key, right_key) where undone is null;
