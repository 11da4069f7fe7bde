-- What a notice is, and to which of the account's addresses it went, as a hash: so that support can say what was sent. The body
-- is erased once it is done, and the address with it.
alter table outbox add column kind text;

alter table outbox add column contact blob;

-- What one of the staff proposes about an account, signed, and whether another signed it too.
create table if not exists support_proposal (
  account blob not null,
  id blob not null,
  action text not null,
  hold blob,
  reason text not null,
  proposer blob not null,
  browser_hash blob not null,
  proposed_at integer not null,
  expires_at integer not null,
  state text not null,
  first_signature text not null,
  decider blob,
  second_signature text,
  ended_at integer,
  began blob,
  primary key (account, id)
) without rowid;

create index if not exists support_proposal_open on support_proposal (state, expires_at);

-- Global: how many sign-ins there were on a day, counted from 1970, by a method. Nobody's.
create table if not exists sign_in_tally (
  day integer not null,
  method text not null,
  sign_ins integer not null,
  primary key (day, method)
) without rowid;

-- For charts: what the signs alone said, and which app or browser it was, coarsely.
alter table attempt add column code text;

alter table attempt add column version text;
