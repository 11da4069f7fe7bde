-- A change that waits. What is due is found by time, what is over is pruned by time.
create table if not exists hold (
  account blob not null,
  id blob not null,
  kind text not null,
  subject text not null,
  started_at integer not null,
  matures_at integer not null,
  told text not null,
  state text not null,
  due_at integer,
  ended_at integer,
  primary key (account, id)
) without rowid;

create index if not exists hold_due on hold (due_at);

create index if not exists hold_ended on hold (ended_at);

-- The link of a notice about a hold, by the hash of its secret.
create table if not exists hold_link (
  account blob not null,
  id blob not null,
  hold blob not null,
  kind text not null,
  address text not null,
  sent_at integer not null,
  primary key (account, id)
) without rowid;

create index if not exists hold_link_sent on hold_link (sent_at);

-- Who has opposed which change: each once, for good. Both are hashes.
create table if not exists veto (
  account blob not null,
  subject blob not null,
  opponent blob not null,
  hold blob not null,
  vetoed_at integer not null,
  primary key (account, subject, opponent)
) without rowid;
