-- Legal process first: orders, what custodians returned under them, and how it adds up. Days are ISO texts, amounts minor units.

create table money_order (
  key bigint not null primary key,
  unit text not null,
  officer bigint not null,
  marking bigint not null,
  opened bigint not null,
  instrument text not null,
  reference text not null,
  authority text not null,
  custodian text not null,
  scope text not null,
  issued text not null,
  served text,
  due text,
  secret_until text,
  review_by text,
  certificate text,
  gaps text
);

create table money_return (
  key bigint not null primary key,
  order_key bigint not null,
  dataset bigint not null unique,
  unit text not null,
  officer bigint not null,
  marking bigint not null,
  layout_code text not null,
  layout text not null,
  scope text not null,
  file text not null,
  came bigint not null,
  tally text not null,
  given text not null
);
create index money_return_order on money_return (order_key);

create table money_statement (
  return_key bigint not null,
  number bigint not null,
  account text not null,
  currency text not null,
  first_row bigint not null,
  digest bigint not null,
  body text not null,
  primary key (return_key, number)
);
create index money_statement_digest on money_statement (digest);

create table money_month (
  return_key bigint not null,
  account text not null,
  currency text not null,
  month text not null,
  lines bigint not null,
  debits bigint not null,
  credits bigint not null,
  primary key (return_key, account, currency, month)
);

create table money_repeat (
  return_key bigint not null,
  number bigint not null,
  kind bigint not null,
  at bigint not null,
  of_ bigint not null,
  of_return bigint,
  primary key (return_key, number)
);

-- Two lines that may be one transfer. decision: 0 none yet, 1 accepted, 2 dismissed.
create table money_pair (
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
  unique (out_return, out_row, in_return, in_row)
);

-- Rates that a unit stated, each with its source and day. rate is a decimal text: one unit of currency in reporting.
create table money_rate (
  key bigint not null primary key,
  unit text not null,
  currency text not null,
  reporting text not null,
  day text not null,
  rate text not null,
  source text not null,
  officer bigint not null,
  entered bigint not null,
  unique (unit, currency, reporting, day)
);
