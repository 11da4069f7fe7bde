-- What holds for an account until something changes it, beside its epoch.
alter table account add column frozen_at integer;

alter table account add column freeze_lapses_at integer;

alter table account add column risk_until integer;

alter table account add column value_held_until integer;

-- What a passkey inherits of the session that created it, and whether it signs in no more.
alter table passkey add column restricted_until integer;

alter table passkey add column restricted_by text;

alter table passkey add column suspended_at integer;

-- The sessions of before could all be opened by a passkey alone. They end: whoever had one signs in again.
drop table session;

-- By expiry first: new rows are appended, and ended ones are pruned by range.
create table session (
  account blob not null,
  expires_at integer not null,
  id blob not null,
  level text not null,
  standing text not null,
  proofs text not null,
  passkey blob,
  device blob,
  browser text not null,
  system text not null,
  sharing text not null,
  epoch integer not null,
  created_at integer not null,
  seen_at integer not null,
  restricted_until integer,
  restricted_by text,
  primary key (expires_at, account, id)
) without rowid;
