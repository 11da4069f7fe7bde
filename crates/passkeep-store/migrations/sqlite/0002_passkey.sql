create table if not exists passkey (
  account blob not null,
  id blob not null,
  credential_id blob not null,
  public_key blob not null,
  sign_count integer not null,
  backup_eligible boolean not null,
  backup_state boolean not null,
  aaguid blob not null,
  transports text not null,
  attachment text,
  name text not null,
  created_at integer not null,
  created_browser text not null,
  created_system text not null,
  created_by blob not null,
  origin text not null,
  last_use_seq integer,
  last_use_at integer,
  last_use_browser text,
  last_use_system text,
  mac blob not null,
  primary key (account, id)
) without rowid;

-- What remains of a removed passkey.
create table if not exists tombstone (
  account blob not null,
  id blob not null,
  credential_id blob not null,
  public_key blob not null,
  backup_eligible boolean not null,
  name text not null,
  removed_at integer not null,
  primary key (account, id)
) without rowid;

create index if not exists tombstone_by_removal on tombstone (removed_at);

-- Global: a credential id is one account's, for good. The claim is a keyed hash.
create table if not exists credential_claim (
  claim blob not null primary key,
  account blob not null
) without rowid;

create table if not exists device (
  account blob not null,
  id blob not null,
  browser text not null,
  system text not null,
  first_seen_at integer not null,
  settled_at integer not null,
  passkey blob,
  primary key (account, id)
) without rowid;
