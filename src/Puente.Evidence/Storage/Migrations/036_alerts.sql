-- Alerts outside the browser. An alert has no content: only that something needs its officer.
create table alert_rule (
  officer bigint not null primary key,
  address text not null,
  every bigint not null,
  quiet_from bigint,
  quiet_until bigint,
  zone text not null,
  on_off bigint not null,
  told bigint not null
);

-- The outbox. state: 0 waits, 1 is being sent, 2 sent, 3 given up, 4 unsure: the node stopped while it was being sent, and it is not sent again.
create table alert_mail (
  key bigint not null primary key,
  officer bigint not null,
  address text not null,
  made bigint not null,
  due bigint not null,
  state bigint not null,
  attempts bigint not null,
  finished bigint,
  fault text
);
create index alert_mail_open on alert_mail (due) where state = 0;
create index alert_mail_officer on alert_mail (officer, key);
