-- A change that waits. What is due is found by time, what is over is pruned by time.
create table if not exists hold (
  account bytea not null,
  id bytea not null,
  kind text not null,
  subject text not null,
  started_at bigint not null,
  matures_at bigint not null,
  told text not null,
  state text not null,
  due_at bigint,
  ended_at bigint,
  primary key (account, id)
);

create index if not exists hold_due on hold (due_at);

create index if not exists hold_ended on hold (ended_at);

-- The link of a notice about a hold, by the hash of its secret.
create table if not exists hold_link (
  account bytea not null,
  id bytea not null,
  hold bytea not null,
  kind text not null,
  address text not null,
  sent_at bigint not null,
  primary key (account, id)
);

create index if not exists hold_link_sent on hold_link (sent_at);

-- Who has opposed which change: each once, for good. Both are hashes.
create table if not exists veto (
  account bytea not null,
  subject bytea not null,
  opponent bytea not null,
  hold bytea not null,
  vetoed_at bigint not null,
  primary key (account, subject, opponent)
);
