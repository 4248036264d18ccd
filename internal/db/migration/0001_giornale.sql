-- The ledger: what each operation changed, so that it can be shown and undone.
--
-- In all migrations the rule of a table that takes very many rows names its
-- values with OR: for IN the engine makes an index of them anew for every row.

CREATE TABLE operazione (
  id INTEGER PRIMARY KEY,
  quando TEXT NOT NULL,
  chi TEXT NOT NULL,
  comando TEXT NOT NULL,
  parametri TEXT NOT NULL,
  inserite INTEGER NOT NULL,
  aggiornate INTEGER NOT NULL,
  eliminate INTEGER NOT NULL,
  annulla INTEGER CONSTRAINT operazione_annulla_esiste REFERENCES operazione (id)
) STRICT;

CREATE INDEX operazione_annulla ON operazione (annulla) WHERE annulla IS NOT NULL;

-- One row is a changed row, or a range of rows inserted or deleted together. Of
-- the rows of a range no values are kept.
CREATE TABLE modifica (
  id INTEGER PRIMARY KEY,
  operazione_id INTEGER NOT NULL CONSTRAINT modifica_operazione_esiste REFERENCES operazione (id),
  -- The place within the operation; the parts of a range that was undone in
  -- part share it.
  ordine INTEGER NOT NULL,
  tabella TEXT NOT NULL,
  azione TEXT NOT NULL CONSTRAINT modifica_azione CHECK (
    azione = 'inserita' OR azione = 'aggiornata' OR azione = 'eliminata'),
  da_id INTEGER NOT NULL,
  a_id INTEGER NOT NULL,
  prima TEXT,
  dopo TEXT,
  -- The undo writes its own row only at the end of its transaction.
  annullata_da INTEGER CONSTRAINT modifica_annullata_da_esiste REFERENCES operazione (id)
    DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT modifica_intervallo CHECK (a_id >= da_id)
) STRICT;

CREATE INDEX modifica_operazione ON modifica (operazione_id, ordine);
CREATE INDEX modifica_riga ON modifica (tabella, da_id) WHERE azione <> 'inserita';
CREATE INDEX modifica_inserita ON modifica (tabella, operazione_id, da_id, a_id) WHERE azione = 'inserita';
CREATE INDEX modifica_annullata_da ON modifica (annullata_da) WHERE annullata_da IS NOT NULL;

-- What the database says of itself, such as the version of its register.
CREATE TABLE meta (
  id INTEGER PRIMARY KEY,
  chiave TEXT NOT NULL CONSTRAINT meta_chiave_unica UNIQUE,
  valore TEXT NOT NULL
) STRICT;
