-- A password that waits in a hold: it goes when the hold comes to its end, however that is.
create table if not exists held_password (
  account blob not null,
  hold blob not null,
  hash text not null,
  reach text not null,
  set_at integer not null,
  primary key (account, hold)
) without rowid;

-- A dispute ends when nobody decides it. Those that are open begin to wait for that.
update hold set due_at = matures_at + 2592000000 where state = 'disputed' and due_at is null;
