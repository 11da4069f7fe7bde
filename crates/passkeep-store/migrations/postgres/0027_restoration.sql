-- Global: one row. How often the database came back from a backup or a promoted replica, until when changes are held for that,
-- and the server on which it was last known to be whole.
create table if not exists restoration (
  id bigint not null primary key,
  epoch bigint not null,
  held_until bigint,
  lineage text
);

insert into restoration (id, epoch) select 1, 0 where not exists (select id from restoration where id = 1);

-- Global: how often each node has written, so that a database that lacks it is noticed.
create table if not exists witness (
  node bytea not null primary key,
  beats bigint not null,
  seen_at bigint not null
);

-- The epoch in which the account was made: what is older may lack what was written after the backup.
alter table account add column restore_epoch bigint not null default 0;
