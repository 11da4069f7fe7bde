-- What apps ask to be confirmed. The action's exact bytes are kept, `signature` is the first of two, while a second or a wait
-- must follow, and `receipt` is the signed proof, and stays.
create table if not exists confirmation (
  account blob not null,
  id blob not null,
  client text not null,
  app text not null,
  subject text not null,
  type text not null,
  type_version integer not null,
  action text not null,
  return_to text,
  epoch integer not null,
  asked_at integer not null,
  expires_at integer not null,
  state text not null,
  failures integer not null,
  signature text,
  device blob,
  hold blob,
  matures_at integer,
  decided_at integer,
  refused text,
  refused_until integer,
  receipt text,
  primary key (account, id)
) without rowid;

create index if not exists confirmation_expiry on confirmation (expires_at);

-- Global: whose confirmation an id is. A client names it by that alone.
create table if not exists confirmation_claim (
  id blob not null primary key,
  account blob not null
) without rowid;

-- Payees that an account has confirmed, as hashes: they are not new.
create table if not exists known_payee (
  account blob not null,
  payee blob not null,
  confirmed_at integer not null,
  primary key (account, payee)
) without rowid;

-- Calls that go out in order: none while one before it in its line waits.
alter table outbox add column line blob;

alter table outbox add column place integer;

create index if not exists outbox_line on outbox (account, line, place);
