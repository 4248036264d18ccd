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
  -- Why the row did not go in, as JSON: a list with column, code, reason, hint
  -- and the records between which the row leaves the choice.
  problemi TEXT NOT NULL,
  celle TEXT NOT NULL,
  risolto_da INTEGER CONSTRAINT importazione_scarto_risolto_da_esiste REFERENCES operazione (id)
    DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX importazione_scarto_importazione ON importazione_scarto (importazione_id, riga);
CREATE INDEX importazione_scarto_risolto_da ON importazione_scarto (risolto_da) WHERE risolto_da IS NOT NULL;

-- Of whom the list of enrolments of an import was: an older list of the same
-- persons changes nothing that it tells.
CREATE TABLE iscrizione_lista (
  id INTEGER PRIMARY KEY,
  importazione_id INTEGER NOT NULL CONSTRAINT iscrizione_lista_importazione_esiste REFERENCES importazione (id)
    DEFERRABLE INITIALLY DEFERRED,
  edizione_id INTEGER NOT NULL CONSTRAINT iscrizione_lista_edizione_esiste REFERENCES edizione (id),
  ente_id INTEGER NOT NULL CONSTRAINT iscrizione_lista_ente_esiste REFERENCES ente (id),
  CONSTRAINT iscrizione_lista_unica UNIQUE (edizione_id, ente_id, importazione_id)
) STRICT;

CREATE INDEX iscrizione_lista_importazione ON iscrizione_lista (importazione_id);
CREATE INDEX iscrizione_lista_ente ON iscrizione_lista (ente_id);

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
