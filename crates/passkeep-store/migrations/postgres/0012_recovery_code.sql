-- When a factor last froze an account from a browser that the account doesn't know.
create table if not exists stranger_freeze (
  account bytea not null,
  factor text not null,
  frozen_at bigint not null,
  primary key (account, factor)
);

-- The set of recovery codes, each as a MAC. `uses` is 0 or 1: it is counted up where it is 0, and else the statement fails.
create table if not exists recovery_code (
  account bytea not null,
  slot bigint not null,
  mac bytea not null,
  made_at bigint not null,
  uses bigint not null,
  used_at bigint,
  primary key (account, slot)
);
