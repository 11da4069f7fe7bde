-- Global: how many ceremonies a kind of client took part in on a day, counted from 1970. Coarse facts, nobody's.
create table if not exists client_tally (
  day integer not null,
  operation text not null,
  facts text not null,
  ceremonies integer not null,
  primary key (day, operation, facts)
) without rowid;
