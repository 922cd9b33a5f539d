-- Statements that do not add up come first; a return may have a million others.
alter table money_statement add column wrong bigint not null default 0;
update money_statement set wrong = 1 where body like '%"addsUp":false%';
create index money_statement_wrong on money_statement (return_key, number) where wrong = 1;

-- Which statement a row stands in, when lines are read from the middle of a return on.
create index money_statement_row on money_statement (return_key, first_row) where first_row > 0;
