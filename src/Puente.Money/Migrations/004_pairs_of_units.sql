-- Two reports may be paired by each unit for itself.
create table money_pair_of_units (
  key bigint not null primary key,
  unit text not null,
  out_return bigint not null,
  out_row bigint not null,
  in_return bigint not null,
  in_row bigint not null,
  out_account text not null,
  in_account text not null,
  amount bigint not null,
  currency text not null,
  out_day text not null,
  in_day text not null,
  score bigint not null,
  reasons text not null,
  standing bigint not null,
  decision bigint not null,
  officer bigint,
  decided bigint,
  reason text,
  unique (out_return, out_row, in_return, in_row, unit)
);

insert into money_pair_of_units
select key, unit, out_return, out_row, in_return, in_row, out_account, in_account, amount, currency, out_day, in_day, score, reasons, standing, decision, officer, decided, reason
from money_pair;

drop table money_pair;
alter table money_pair_of_units rename to money_pair;
create index money_pair_in on money_pair (in_return, in_row);

-- The last key that a pair was given. A pair that went leaves its key to none: whoever decides of it from an old page decides of no other.
create table money_pair_key (
  one bigint not null primary key,
  last bigint not null
);
insert into money_pair_key (one, last) select 1, coalesce(max(key), 0) from money_pair;
