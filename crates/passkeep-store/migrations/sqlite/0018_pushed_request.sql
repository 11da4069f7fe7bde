-- Global: a request that an app has pushed, by the hash of what names it. It may name a person, so it is sealed.
create table if not exists pushed_request (
  id blob not null primary key,
  client text not null,
  sealed blob not null,
  expires_at integer not null
) without rowid;

create index if not exists pushed_request_expiry on pushed_request (expires_at);
