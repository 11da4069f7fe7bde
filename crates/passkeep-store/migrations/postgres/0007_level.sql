-- What holds for an account until something changes it, beside its epoch.
alter table account add column frozen_at bigint;

alter table account add column freeze_lapses_at bigint;

alter table account add column risk_until bigint;

alter table account add column value_held_until bigint;

-- What a passkey inherits of the session that created it, and whether it signs in no more.
alter table passkey add column restricted_until bigint;

alter table passkey add column restricted_by text;

alter table passkey add column suspended_at bigint;

-- The sessions of before could all be opened by a passkey alone. They end: whoever had one signs in again.
drop table session;

-- By handle first: the rows of an account stand on its shard.
create table session (
  account bytea not null,
  expires_at bigint not null,
  id bytea not null,
  level text not null,
  standing text not null,
  proofs text not null,
  passkey bytea,
  device bytea,
  browser text not null,
  system text not null,
  sharing text not null,
  epoch bigint not null,
  created_at bigint not null,
  seen_at bigint not null,
  restricted_until bigint,
  restricted_by text,
  primary key (account, id, expires_at)
);

create index session_by_expiry on session (expires_at);
