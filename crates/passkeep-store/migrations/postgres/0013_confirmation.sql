-- What apps ask to be confirmed. The action's exact bytes are kept, `signature` is the first of two, while a second or a wait
-- must follow, and `receipt` is the signed proof, and stays.
create table if not exists confirmation (
  account bytea not null,
  id bytea not null,
  client text not null,
  app text not null,
  subject text not null,
  type text not null,
  type_version bigint not null,
  action text not null,
  return_to text,
  epoch bigint not null,
  asked_at bigint not null,
  expires_at bigint not null,
  state text not null,
  failures bigint not null,
  signature text,
  device bytea,
  hold bytea,
  matures_at bigint,
  decided_at bigint,
  refused text,
  refused_until bigint,
  receipt text,
  primary key (account, id)
);

create index if not exists confirmation_expiry on confirmation (expires_at);

-- Global: whose confirmation an id is. A client names it by that alone.
create table if not exists confirmation_claim (
  id bytea not null primary key,
  account bytea not null
);

-- Payees that an account has confirmed, as hashes: they are not new.
create table if not exists known_payee (
  account bytea not null,
  payee bytea not null,
  confirmed_at bigint not null,
  primary key (account, payee)
);

-- Calls that go out in order: none while one before it in its line waits.
alter table outbox add column line bytea;

alter table outbox add column place bigint;

create index if not exists outbox_line on outbox (account, line, place);
