-- When a factor last froze an account from a browser that the account doesn't know.
create table if not exists stranger_freeze (
  account blob not null,
  factor text not null,
  frozen_at integer not null,
  primary key (account, factor)
) without rowid;

-- The set of recovery codes, each as a MAC. `uses` is 0 or 1: it is counted up where it is 0, and else the statement fails.
create table if not exists recovery_code (
  account blob not null,
  slot integer not null,
  mac blob not null,
  made_at integer not null,
  uses integer not null,
  used_at integer,
  primary key (account, slot)
) without rowid;
