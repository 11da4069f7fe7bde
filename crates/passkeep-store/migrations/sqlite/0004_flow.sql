-- A step of a flow that was spent. By expiry first: new rows are appended, and old ones are pruned by range.
create table if not exists spend (
  account blob not null,
  flow_expires_at integer not null,
  flow blob not null,
  step text not null,
  primary key (flow_expires_at, account, flow, step)
) without rowid;

-- Global: no flow that ended up to here is taken any more. It only rises, so that a clock set back revives nothing.
create table if not exists spend_floor (
  id integer not null primary key,
  until integer not null,
  raised_at integer not null
) without rowid;

insert into spend_floor (id, until, raised_at) select 1, 0, 0 where not exists (select id from spend_floor);

create table if not exists code (
  account blob not null,
  flow blob not null,
  purpose text not null,
  address_kind text not null,
  address text not null,
  mac blob not null,
  attempts integer not null,
  sends integer not null,
  sent_at integer not null,
  expires_at integer not null,
  primary key (account, flow)
) without rowid;

create index if not exists code_by_expiry on code (expires_at);

-- Global: how many codes an address had in a window, under a keyed hash.
create table if not exists address_tally (
  address blob not null,
  window_start integer not null,
  sent integer not null,
  primary key (window_start, address)
) without rowid;

-- Global: the root keys of tickets, wrapped by a key that is not in the database.
create table if not exists ticket_key (
  id blob not null primary key,
  root blob not null,
  created_at integer not null
) without rowid;

-- Never holds a row: an insert into it fails, and is made where an expectation does not hold.
create table if not exists unmet (
  expectation text not null check (expectation = '')
);
