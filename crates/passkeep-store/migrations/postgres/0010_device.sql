-- What its owner calls it, when and where it was seen, and what makes it trusted: the choice, the key that it signs
-- with, the full sign-ins since, the hashes of its secret. The MAC is over what grants something.
alter table device add column name text;

alter table device add column seen_at bigint not null default 0;

alter table device add column place text;

alter table device add column origin text not null default 'later';

alter table device add column chosen_at bigint;

alter table device add column public_key bytea;

alter table device add column first_full_at bigint;

alter table device add column trusted_at bigint;

alter table device add column secret bytea;

alter table device add column secret_before bytea;

alter table device add column ended_at bigint;

alter table device add column ended_by text;

alter table device add column mac bytea;

update device set seen_at = first_seen_at where seen_at = 0;

-- The browser of sign-up alone was settled at once.
update device set origin = 'sign_up' where settled_at = first_seen_at;

-- Where the session was opened.
alter table session add column place text;

-- What a new device asks the trusted ones. The number on its screen stands there as a MAC.
create table if not exists approval (
  account bytea not null,
  id bytea not null,
  purpose text not null,
  state text not null,
  number_mac bytea not null,
  requested_at bigint not null,
  expires_at bigint not null,
  device bytea not null,
  browser text not null,
  system text not null,
  place text,
  decided_at bigint,
  decided_by bytea,
  primary key (account, id)
);

create index if not exists approval_by_expiry on approval (expires_at);
