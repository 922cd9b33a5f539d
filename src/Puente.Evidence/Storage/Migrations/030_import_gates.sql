-- A room through whose gate a table comes in that is kept whole, and what the room noted for it.

alter table import add column gate text;
alter table import add column gate_note text;
