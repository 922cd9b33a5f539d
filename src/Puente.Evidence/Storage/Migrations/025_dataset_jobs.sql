-- A dataset comes of an import, which gives it its key beforehand.

alter table import add column dataset bigint;
