-- Global: one row. A value derived from the master key, so that another master key is noticed at once.
create table if not exists installation (
  id bigint not null primary key,
  key_check bytea not null
);

-- One person. What changes often, the newest event, stands in the events alone.
create table if not exists account (
  handle bytea not null primary key,
  user_id bigint not null,
  name text not null,
  locale text not null,
  epoch bigint not null,
  created_at bigint not null
);

-- The append-only history of an account. Its key is lock, compare-and-set and order in one.
-- session_expires_at is no part of the history: it says where the session that the event opened is stored.
create table if not exists event (
  account bytea not null,
  seq bigint not null,
  previous bytea not null,
  happened_at bigint not null,
  kind text not null,
  actor text not null,
  bytes bytea not null,
  hash bytea not null,
  session_expires_at bigint,
  primary key (account, seq)
);

-- Beside the chain, so that it can be erased: the chain holds its salted hash.
create table if not exists event_personal_data (
  account bytea not null,
  seq bigint not null,
  salt bytea not null,
  bytes bytea not null,
  primary key (account, seq)
);

create table if not exists contact (
  account bytea not null,
  kind text not null,
  address text not null,
  proved_at bigint not null,
  primary key (account, kind, address)
);

-- Global: an identifier is one account's. The claim is a keyed hash.
create table if not exists identifier_claim (
  claim bytea not null primary key,
  account bytea not null
);
