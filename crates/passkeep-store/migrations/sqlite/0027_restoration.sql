-- Global: one row. How often the database came back from a backup or a promoted replica, until when changes are held for that,
-- and the server on which it was last known to be whole.
create table if not exists restoration (
  id integer not null primary key,
  epoch integer not null,
  held_until integer,
  lineage text
) without rowid;

insert into restoration (id, epoch) select 1, 0 where not exists (select id from restoration where id = 1);

-- Global: how often each node has written, so that a database that lacks it is noticed.
create table if not exists witness (
  node blob not null primary key,
  beats integer not null,
  seen_at integer not null
) without rowid;

-- The epoch in which the account was made: what is older may lack what was written after the backup.
alter table account add column restore_epoch integer not null default 0;
