-- Rows of datasets that were lifted into statements; the statements point to the row themselves.

create table dataset_lift (
  dataset bigint not null,
  number bigint not null,
  recording bigint not null,
  primary key (dataset, number, recording)
);
