-- Searches for patterns over everything that a unit may see for a purpose up to a sensitivity, what they found, and what persons said of it.

create table money_search (
  key bigint not null primary key,
  unit text not null,
  purpose text not null,
  ceiling bigint not null,
  officer bigint not null,
  asked bigint not null,
  state bigint not null,
  finished bigint,
  reached bigint,
  transfers bigint not null,
  untimed bigint not null,
  met bigint not null,
  cuts text not null
);
create index money_search_office on money_search (unit, purpose, ceiling);

-- code: what a review hangs on, the same whenever the pattern is found of the same transfers. search: the last that found it. score: ten-thousandths.
create table money_finding (
  key bigint not null primary key,
  unit text not null,
  purpose text not null,
  ceiling bigint not null,
  code text not null,
  search bigint not null,
  score bigint not null,
  found bigint not null,
  body text not null,
  unique (unit, purpose, ceiling, code)
);
create index money_finding_search on money_finding (search);

-- The last one that a reader may read holds. decision: 0 open again, 1 accepted, 2 dismissed.
create table money_finding_review (
  key bigint not null primary key,
  unit text not null,
  code text not null,
  decision bigint not null,
  officer bigint not null,
  at bigint not null,
  marking bigint not null,
  reason text not null
);
create index money_finding_review_code on money_finding_review (unit, code);
