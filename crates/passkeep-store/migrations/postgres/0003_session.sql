-- By handle first: the rows of an account stand on its shard.
create table if not exists session (
  account bytea not null,
  expires_at bigint not null,
  id bytea not null,
  level text not null,
  passkey bytea not null,
  device bytea,
  browser text not null,
  system text not null,
  sharing text not null,
  epoch bigint not null,
  created_at bigint not null,
  seen_at bigint not null,
  restricted_until bigint not null,
  primary key (account, id, expires_at)
);

create index if not exists session_by_expiry on session (expires_at);
