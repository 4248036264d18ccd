-- What came in from files and what went out with names. Like the ledger itself
-- these tables are no part of what an undo takes back.

-- The number of an import is that of its operation.
CREATE TABLE importazione (
  id INTEGER PRIMARY KEY,
  oggetto TEXT NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  formato TEXT NOT NULL,
  opzioni TEXT NOT NULL,
  intestazione TEXT NOT NULL,
  rilevato_il TEXT NOT NULL,
  righe INTEGER NOT NULL,
  nuove INTEGER NOT NULL,
  aggiornate INTEGER NOT NULL,
  invariate INTEGER NOT NULL,
  scartate INTEGER NOT NULL,
  persone_nuove INTEGER NOT NULL,
  persone_riconosciute INTEGER NOT NULL,
  CONSTRAINT importazione_operazione_esiste FOREIGN KEY (id) REFERENCES operazione (id)
    DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX importazione_sha256 ON importazione (sha256);

-- The rows that did not go in, with the cells as they were, until somebody
-- resolves them.
CREATE TABLE importazione_scarto (
  id INTEGER PRIMARY KEY,
  importazione_id INTEGER NOT NULL CONSTRAINT importazione_scarto_importazione_esiste REFERENCES importazione (id)
    DEFERRABLE INITIALLY DEFERRED,
  riga INTEGER NOT NULL,
  colonna INTEGER NOT NULL,
  codice TEXT NOT NULL,
  motivo TEXT NOT NULL,
  suggerimento TEXT,
  -- The records between which the row leaves the choice, as JSON.
  scelte TEXT,
  celle TEXT NOT NULL,
  risolto_da INTEGER CONSTRAINT importazione_scarto_risolto_da_esiste REFERENCES operazione (id)
    DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX importazione_scarto_importazione ON importazione_scarto (importazione_id, riga);
CREATE INDEX importazione_scarto_risolto_da ON importazione_scarto (risolto_da) WHERE risolto_da IS NOT NULL;

-- How the files of one source are read.
CREATE TABLE profilo (
  id INTEGER PRIMARY KEY,
  nome TEXT NOT NULL CONSTRAINT profilo_nome_unico UNIQUE,
  oggetto TEXT NOT NULL,
  opzioni TEXT NOT NULL
) STRICT;

-- Every list with names that left the database: when, who, what.
CREATE TABLE esportazione (
  id INTEGER PRIMARY KEY,
  quando TEXT NOT NULL,
  chi TEXT NOT NULL,
  comando TEXT NOT NULL,
  parametri TEXT NOT NULL,
  destinazione TEXT NOT NULL,
  righe INTEGER NOT NULL
) STRICT;
