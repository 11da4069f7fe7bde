create table if not exists customers (
  subject text primary key,
  name text not null,
  cash bigint not null check (cash >= 0),
  opened_at bigint not null
);
create table if not exists positions (
  subject text not null,
  symbol text not null,
  quantity bigint not null check (quantity >= 0),
  cost bigint not null,
  primary key (subject, symbol)
);
create table if not exists payees (
  subject text not null,
  account text not null,
  name text not null,
  added_at bigint not null,
  primary key (subject, account)
);
create table if not exists actions (
  id text primary key,
  subject text not null,
  body text not null,
  state text not null,
  confirmation text,
  url text,
  until_ms bigint,
  came_to bigint,
  receipt text,
  asked_at bigint not null,
  ended_at bigint
);
create index if not exists actions_of_a_customer on actions (subject, asked_at);
create unique index if not exists actions_by_confirmation on actions (confirmation);
create table if not exists sign_ins (
  state text primary key,
  browser text not null,
  nonce text not null,
  verifier text not null,
  return_to text not null,
  expires_at bigint not null
);
create table if not exists sessions (
  token_hash text primary key,
  subject text not null,
  sid text,
  id_token text not null,
  began_at bigint not null,
  seen_at bigint not null
);
create index if not exists sessions_of_a_customer on sessions (subject);
create table if not exists told (
  subject text not null,
  kind text not null,
  at bigint not null,
  primary key (subject, kind)
);
-- Ids of webhook calls and of logout tokens: each is taken once.
create table if not exists spent (
  id text primary key,
  expires_at bigint not null
);
-- What was believed at first sight, and is believed since.
create table if not exists pinned (
  name text primary key,
  value text not null
);
