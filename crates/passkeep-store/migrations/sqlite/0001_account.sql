-- Global: one row. A value derived from the master key, so that another master key is noticed at once.
create table if not exists installation (
  id integer not null primary key,
  key_check blob not null
) without rowid;

-- One person. What changes often, the newest event, stands in the events alone.
create table if not exists account (
  handle blob not null primary key,
  user_id integer not null,
  name text not null,
  locale text not null,
  epoch integer not null,
  created_at integer not null
) without rowid;

-- The append-only history of an account. Its key is lock, compare-and-set and order in one.
-- session_expires_at is no part of the history: it says where the session that the event opened is stored.
create table if not exists event (
  account blob not null,
  seq integer not null,
  previous blob not null,
  happened_at integer not null,
  kind text not null,
  actor text not null,
  bytes blob not null,
  hash blob not null,
  session_expires_at integer,
  primary key (account, seq)
) without rowid;

-- Beside the chain, so that it can be erased: the chain holds its salted hash.
create table if not exists event_personal_data (
  account blob not null,
  seq integer not null,
  salt blob not null,
  bytes blob not null,
  primary key (account, seq)
) without rowid;

create table if not exists contact (
  account blob not null,
  kind text not null,
  address text not null,
  proved_at integer not null,
  primary key (account, kind, address)
) without rowid;

-- Global: an identifier is one account's. The claim is a keyed hash.
create table if not exists identifier_claim (
  claim blob not null primary key,
  account blob not null
) without rowid;
