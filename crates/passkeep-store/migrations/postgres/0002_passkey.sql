create table if not exists passkey (
  account bytea not null,
  id bytea not null,
  credential_id bytea not null,
  public_key bytea not null,
  sign_count bigint not null,
  backup_eligible boolean not null,
  backup_state boolean not null,
  aaguid bytea not null,
  transports text not null,
  attachment text,
  name text not null,
  created_at bigint not null,
  created_browser text not null,
  created_system text not null,
  created_by bytea not null,
  origin text not null,
  last_use_seq bigint,
  last_use_at bigint,
  last_use_browser text,
  last_use_system text,
  mac bytea not null,
  primary key (account, id)
);

-- What remains of a removed passkey.
create table if not exists tombstone (
  account bytea not null,
  id bytea not null,
  credential_id bytea not null,
  public_key bytea not null,
  backup_eligible boolean not null,
  name text not null,
  removed_at bigint not null,
  primary key (account, id)
);

create index if not exists tombstone_by_removal on tombstone (removed_at);

-- Global: a credential id is one account's, for good. The claim is a keyed hash.
create table if not exists credential_claim (
  claim bytea not null primary key,
  account bytea not null
);

create table if not exists device (
  account bytea not null,
  id bytea not null,
  browser text not null,
  system text not null,
  first_seen_at bigint not null,
  settled_at bigint not null,
  passkey bytea,
  primary key (account, id)
);
