-- Documents of sources. Bytes and text lie in sealed files of their own; mark is a keyed hash of what and under which marking, so that the
-- same bytes are kept once for the same readers and nobody learns from the disk what they are.
create table document_file (
  key bigint not null primary key,
  mark {blob} not null,
  marking bigint not null,
  bytes bigint not null,
  secret {blob} not null,
  text_state bigint not null,
  text_note text,
  pages bigint not null,
  made bigint not null
);
create unique index document_file_mark on document_file (mark);
create index document_file_waiting on document_file (key) where text_state = 0;

create table document (
  key bigint not null primary key,
  file bigint not null,
  source bigint not null,
  name text not null,
  unit text not null,
  officer bigint not null,
  added bigint not null
);
create unique index document_source on document (source, file);
create index document_file_of on document (file);

-- Documents that are being sent. How far one came is what its sealed part holds.
create table document_upload (
  key bigint not null primary key,
  source bigint not null,
  unit text not null,
  officer bigint not null,
  name text not null,
  bytes bigint not null,
  secret {blob} not null,
  begun bigint not null,
  touched bigint not null
);

-- A row for each word of each page, and for each identifier ('=' before it). Derived from the sealed text: left out of backups, made again at any time.
create table page_word (
  term text {c} not null,
  file bigint not null,
  page bigint not null,
  marking bigint not null,
  primary key (term, file, page) {include (marking)}
) {clustered};
create index page_word_file on page_word (file);

-- Passages that somebody quotes, and the recordings whose statements they say.
create table quote (
  key bigint not null primary key,
  document bigint not null,
  page bigint not null,
  passage text not null,
  unit text not null,
  officer bigint not null,
  made bigint not null
);

create table quote_use (
  recording bigint not null primary key,
  quote bigint not null
);
create index quote_use_quote on quote_use (quote);
