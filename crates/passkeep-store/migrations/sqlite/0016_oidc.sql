-- Global: keys that sign for this server, wrapped by a key that is not in the database.
create table if not exists signing_key (
  id text not null primary key,
  purpose text not null,
  algorithm text not null,
  wrapped blob not null,
  created_at integer not null
) without rowid;

-- What apps know a session by: it stays when the session's id rotates.
alter table session add column sid blob;

-- That an account uses an app, and what the app may ask for.
create table if not exists client_grant (
  account blob not null,
  client text not null,
  scopes text not null,
  first_at integer not null,
  given_at integer not null,
  primary key (account, client)
) without rowid;

-- One sign-in to an app: its code, and the refresh tokens that follow from it, one after another.
create table if not exists client_authorization (
  account blob not null,
  id blob not null,
  client text not null,
  sid blob not null,
  scopes text not null,
  claims text not null,
  nonce text,
  redirect_uri text not null,
  challenge text not null,
  proof_key text,
  level text not null,
  standing text not null,
  proofs text not null,
  authenticator text,
  authenticated_at integer not null,
  epoch integer not null,
  created_at integer not null,
  value_until integer not null,
  refresh_until integer,
  expires_at integer not null,
  generation integer not null,
  ended_at integer,
  tells_logout boolean not null,
  logout_due_at integer,
  primary key (account, id)
) without rowid;

create index if not exists client_authorization_expiry on client_authorization (expires_at);

create index if not exists client_authorization_logout on client_authorization (logout_due_at);
