-- An account's password. The text holds what it cost, so that a raised cost is taken at the next sign-in.
create table password (
  account blob not null primary key,
  hash text not null,
  hash_id blob not null,
  reach text not null,
  set_at integer not null
) without rowid;

-- Failures in a row, counted before anything is compared. The account may be one that nobody has: an identifier without
-- an account is closed like any other.
create table factor_failure (
  account blob not null,
  factor text not null,
  acquaintance text not null,
  failures integer not null,
  failed_at integer not null,
  primary key (account, factor, acquaintance)
) without rowid;

create index factor_failure_by_time on factor_failure (failed_at);
