-- Who is on duty in a unit: weekly hours, days besides, days off, and who stands in for whom. Days and minutes are of the zone.
create table duty (
  key bigint not null primary key,
  unit text not null,
  kind text not null,
  officer bigint not null,
  stand_in bigint,
  weekdays text not null,
  from_minute bigint not null,
  until_minute bigint not null,
  first_day text not null,
  last_day text,
  zone text not null,
  made bigint not null,
  made_by bigint not null,
  ended bigint
);
create index duty_unit on duty (unit) where ended is null;
