-- Global: failed attempts, by the reference that a person reads out. Strangers cause them, so they stand on no account's
-- chain, and a node keeps so many an hour. No name, no address, no text that a client wrote.
create table if not exists attempt (
  reference bytea not null primary key,
  attempted_at bigint not null,
  browser_hash bytea not null,
  account bytea,
  standing text,
  browser text not null,
  system text not null,
  told text not null,
  signs text not null
);

create index if not exists attempt_account on attempt (account, attempted_at);

create index if not exists attempt_browser on attempt (browser_hash, attempted_at);

create index if not exists attempt_age on attempt (attempted_at);
