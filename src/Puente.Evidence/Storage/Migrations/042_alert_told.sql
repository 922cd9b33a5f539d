-- Up to which hit of which watch an officer was alerted: who comes on duty is told what waits for the unit, whatever else that officer was told of before.
create table alert_told (
  officer bigint not null,
  watch bigint not null,
  at bigint not null,
  primary key (officer, watch)
);
