-- Messages that wait, and those that were sent of late. The body is sealed, and erased once the message is done.
create table if not exists outbox (
  account blob not null,
  id blob not null,
  body blob,
  caused_at integer not null,
  expires_at integer not null,
  due_at integer,
  attempts integer not null,
  failure text,
  sent_at integer,
  closed_at integer,
  primary key (account, id)
) without rowid;

create index if not exists outbox_due on outbox (due_at);

create index if not exists outbox_closed on outbox (closed_at);
