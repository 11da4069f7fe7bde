-- Messages that wait, and those that were sent of late. The body is sealed, and erased once the message is done.
create table if not exists outbox (
  account bytea not null,
  id bytea not null,
  body bytea,
  caused_at bigint not null,
  expires_at bigint not null,
  due_at bigint,
  attempts bigint not null,
  failure text,
  sent_at bigint,
  closed_at bigint,
  primary key (account, id)
);

create index if not exists outbox_due on outbox (due_at);

create index if not exists outbox_closed on outbox (closed_at);
