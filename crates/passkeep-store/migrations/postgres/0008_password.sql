-- An account's password. The text holds what it cost, so that a raised cost is taken at the next sign-in.
create table password (
  account bytea not null primary key,
  hash text not null,
  hash_id bytea not null,
  reach text not null,
  set_at bigint not null
);

-- Failures in a row, counted before anything is compared. The account may be one that nobody has: an identifier without
-- an account is closed like any other.
create table factor_failure (
  account bytea not null,
  factor text not null,
  acquaintance text not null,
  failures bigint not null,
  failed_at bigint not null,
  primary key (account, factor, acquaintance)
);

create index factor_failure_by_time on factor_failure (failed_at);
