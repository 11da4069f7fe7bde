-- By expiry first: new rows are appended, and ended ones are pruned by range.
create table if not exists session (
  account blob not null,
  expires_at integer not null,
  id blob not null,
  level text not null,
  passkey blob not null,
  device blob,
  browser text not null,
  system text not null,
  sharing text not null,
  epoch integer not null,
  created_at integer not null,
  seen_at integer not null,
  restricted_until integer not null,
  primary key (expires_at, account, id)
) without rowid;
