-- Requests of programs that carried a key: the same key and body are answered as before, for a day, without doing anything twice.
create table repeated_request (
  officer bigint not null,
  key text not null,
  digest {blob} not null,
  begun bigint not null,
  status bigint,
  type text,
  location text,
  body {blob},
  primary key (officer, key)
);
create index repeated_request_begun on repeated_request (begun);
