-- The action that was confirmed on the way to a code: its tokens tell of it.
alter table client_authorization add column confirmation bytea;
