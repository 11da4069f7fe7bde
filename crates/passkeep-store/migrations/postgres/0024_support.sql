-- What a notice is, and to which of the account's addresses it went, as a hash: so that support can say what was sent. The body
-- is erased once it is done, and the address with it.
alter table outbox add column kind text;

alter table outbox add column contact bytea;

-- What one of the staff proposes about an account, signed, and whether another signed it too.
create table if not exists support_proposal (
  account bytea not null,
  id bytea not null,
  action text not null,
  hold bytea,
  reason text not null,
  proposer bytea not null,
  browser_hash bytea not null,
  proposed_at bigint not null,
  expires_at bigint not null,
  state text not null,
  first_signature text not null,
  decider bytea,
  second_signature text,
  ended_at bigint,
  began bytea,
  primary key (account, id)
);

create index if not exists support_proposal_open on support_proposal (state, expires_at);

-- Global: how many sign-ins there were on a day, counted from 1970, by a method. Nobody's.
create table if not exists sign_in_tally (
  day bigint not null,
  method text not null,
  sign_ins bigint not null,
  primary key (day, method)
);

-- For charts: what the signs alone said, and which app or browser it was, coarsely.
alter table attempt add column code text;

alter table attempt add column version text;
