-- A step of a flow that was spent.
create table if not exists spend (
  account bytea not null,
  flow_expires_at bigint not null,
  flow bytea not null,
  step text not null,
  primary key (account, flow, step, flow_expires_at)
);

-- Global: no flow that ended up to here is taken any more. It only rises, so that a clock set back revives nothing.
create table if not exists spend_floor (
  id bigint not null primary key,
  until bigint not null,
  raised_at bigint not null
);

insert into spend_floor (id, until, raised_at) select 1, 0, 0 where not exists (select id from spend_floor);

create table if not exists code (
  account bytea not null,
  flow bytea not null,
  purpose text not null,
  address_kind text not null,
  address text not null,
  mac bytea not null,
  attempts bigint not null,
  sends bigint not null,
  sent_at bigint not null,
  expires_at bigint not null,
  primary key (account, flow)
);

create index if not exists code_by_expiry on code (expires_at);

-- Global: how many codes an address had in a window, under a keyed hash.
create table if not exists address_tally (
  address bytea not null,
  window_start bigint not null,
  sent bigint not null,
  primary key (address, window_start)
);

-- Global: the root keys of tickets, wrapped by a key that is not in the database.
create table if not exists ticket_key (
  id bytea not null primary key,
  root bytea not null,
  created_at bigint not null
);

-- Never holds a row: an insert into it fails, and is made where an expectation does not hold.
create table if not exists unmet (
  expectation text not null check (expectation = '')
);

create index if not exists spend_by_expiry on spend (flow_expires_at);

create index if not exists address_tally_by_window on address_tally (window_start);
