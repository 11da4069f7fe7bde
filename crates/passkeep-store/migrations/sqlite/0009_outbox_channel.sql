-- How a message goes: phone, email or webhook. Each channel is leased on its own, so that one that hangs holds up no
-- other. It stays when the body is erased, to tell which gateway has failed. What waited before goes with phones.
alter table outbox add column channel text not null default 'phone';

create index if not exists outbox_channel_due on outbox (channel, due_at);
