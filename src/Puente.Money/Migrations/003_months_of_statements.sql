-- The months of an account stand in its statements: a return of a million accounts has many times as many months.
create index money_statement_account on money_statement (return_key, account, currency, number);

update money_statement
set body = substr(body, 1, length(body) - 1) || ',"months":[' || (
  select string_agg('{"month":"' || m.month || '","lines":' || m.lines || ',"debits":' || m.debits || ',"credits":' || m.credits || '}', ',')
  from money_month m
  where m.return_key = money_statement.return_key and m.account = money_statement.account and m.currency = money_statement.currency) || ']}'
where number = (
  select min(s.number) from money_statement s
  where s.return_key = money_statement.return_key and s.account = money_statement.account and s.currency = money_statement.currency)
and exists (
  select 1 from money_month m
  where m.return_key = money_statement.return_key and m.account = money_statement.account and m.currency = money_statement.currency);

drop index money_statement_account;
drop table money_month;
