-- The header of an imported file, for the file of rejected rows when the file itself is gone.

alter table import add column columns text;
