-- The least that any import does: the cells of the file as they are, in one
-- table that carries the indexes of persona and iscrizione. Cells without
-- content arrive as empty texts.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA cache_size = -65536;

CREATE TABLE elenco (
  cognome TEXT NOT NULL,
  nome TEXT NOT NULL,
  cf TEXT NOT NULL,
  ipa TEXT NOT NULL,
  email TEXT NOT NULL,
  corso TEXT NOT NULL,
  edizione TEXT NOT NULL,
  iscritto_il TEXT NOT NULL,
  stato TEXT NOT NULL,
  completato_il TEXT NOT NULL
) STRICT;

-- persona: a person comes several times here, so that the first is not unique.
CREATE INDEX elenco_cf ON elenco (cf);
CREATE INDEX elenco_norma ON elenco (cognome, nome);
CREATE INDEX elenco_email ON elenco (email) WHERE email <> '';
-- iscrizione
CREATE UNIQUE INDEX elenco_unico ON elenco (cf, corso, edizione) WHERE cf <> '';
CREATE INDEX elenco_ente ON elenco (ipa, corso, edizione);

.mode csv
.separator ;
.import --skip 1 iscrizioni.csv elenco
