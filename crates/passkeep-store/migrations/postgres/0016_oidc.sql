-- Global: keys that sign for this server, wrapped by a key that is not in the database.
create table if not exists signing_key (
  id text not null primary key,
  purpose text not null,
  algorithm text not null,
  wrapped bytea not null,
  created_at bigint not null
);

-- What apps know a session by: it stays when the session's id rotates.
alter table session add column sid bytea;

-- That an account uses an app, and what the app may ask for.
create table if not exists client_grant (
  account bytea not null,
  client text not null,
  scopes text not null,
  first_at bigint not null,
  given_at bigint not null,
  primary key (account, client)
);

-- One sign-in to an app: its code, and the refresh tokens that follow from it, one after another.
create table if not exists client_authorization (
  account bytea not null,
  id bytea not null,
  client text not null,
  sid bytea not null,
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
  authenticated_at bigint not null,
  epoch bigint not null,
  created_at bigint not null,
  value_until bigint not null,
  refresh_until bigint,
  expires_at bigint not null,
  generation bigint not null,
  ended_at bigint,
  tells_logout boolean not null,
  logout_due_at bigint,
  primary key (account, id)
);

create index if not exists client_authorization_expiry on client_authorization (expires_at);

create index if not exists client_authorization_logout on client_authorization (logout_due_at);
