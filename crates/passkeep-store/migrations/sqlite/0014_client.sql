-- Global: the apps that an operator registered by command. What is written of one is under a MAC.
create table if not exists client (
  id text not null primary key,
  metadata text not null,
  mac blob not null,
  created_at integer not null
) without rowid;
