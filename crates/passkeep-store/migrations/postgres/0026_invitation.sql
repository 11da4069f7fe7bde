-- How often this device was invited to create a passkey, when the last time began, and when that one was declined.
alter table device add column invitations bigint not null default 0;

alter table device add column invited_at bigint;

alter table device add column declined_at bigint;
