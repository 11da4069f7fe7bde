alter table passkey add column attested boolean not null default false;

-- Global: FIDO's metadata as it was fetched, in one row. Its number only rises, from zero before the first.
create table if not exists metadata (
  id bigint not null primary key,
  number bigint not null,
  blob bytea,
  kept_at bigint
);

insert into metadata (id, number) select 1, 0 where not exists (select id from metadata);
