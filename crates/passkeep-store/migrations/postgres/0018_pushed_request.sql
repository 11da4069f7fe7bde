-- Global: a request that an app has pushed, by the hash of what names it. It may name a person, so it is sealed.
create table if not exists pushed_request (
  id bytea not null primary key,
  client text not null,
  sealed bytea not null,
  expires_at bigint not null
);

create index if not exists pushed_request_expiry on pushed_request (expires_at);
