-- Regions, provinces, local public bodies and where they lie, day by day.
-- Both ends of a validity are included; an open end is NULL, and a NULL
-- beginning means since before the register begins.

CREATE TABLE regione (
  id INTEGER PRIMARY KEY,
  istat TEXT NOT NULL CONSTRAINT regione_istat_unico UNIQUE,
  sigla TEXT NOT NULL CONSTRAINT regione_sigla_unica UNIQUE,
  sigla3 TEXT NOT NULL,
  iso TEXT NOT NULL,
  ipa TEXT NOT NULL,
  denominazione TEXT NOT NULL,
  norma TEXT NOT NULL,
  ripartizione TEXT NOT NULL
) STRICT;

-- A sigla can mean different provinces at different times.
CREATE TABLE provincia (
  id INTEGER PRIMARY KEY,
  istat TEXT NOT NULL CONSTRAINT provincia_istat_unico UNIQUE,
  uts TEXT NOT NULL,
  sigla TEXT NOT NULL,
  alias TEXT,
  regione_id INTEGER NOT NULL CONSTRAINT provincia_regione_esiste REFERENCES regione (id),
  denominazione TEXT NOT NULL,
  norma TEXT NOT NULL,
  tipo TEXT NOT NULL CONSTRAINT provincia_tipo CHECK (tipo IN
    ('provincia', 'provincia_autonoma', 'citta_metropolitana', 'libero_consorzio', 'non_amministrativa')),
  dal TEXT,
  al TEXT
) STRICT;

CREATE INDEX provincia_sigla ON provincia (sigla);

CREATE TABLE ente (
  id INTEGER PRIMARY KEY,
  tipo TEXT NOT NULL CONSTRAINT ente_tipo CHECK (
    tipo = 'comune' OR tipo = 'unione' OR tipo = 'circondario' OR tipo = 'provincia'
    OR tipo = 'citta_metropolitana' OR tipo = 'regione' OR tipo = 'comunita_montana'
    OR tipo = 'consorzio' OR tipo = 'ausl' OR tipo = 'asp' OR tipo = 'universita' OR tipo = 'altro'),
  denominazione TEXT NOT NULL,
  norma TEXT NOT NULL,
  ipa TEXT CONSTRAINT ente_ipa_unico UNIQUE,
  cf TEXT CONSTRAINT ente_cf_unico UNIQUE,
  piva TEXT,
  belfiore TEXT CONSTRAINT ente_belfiore_unico UNIQUE,
  pec TEXT,
  email TEXT,
  telefono TEXT,
  sito TEXT,
  in_liquidazione INTEGER NOT NULL CONSTRAINT ente_in_liquidazione CHECK (in_liquidazione IN (0, 1)),
  dal TEXT,
  al TEXT,
  motivo_fine TEXT CONSTRAINT ente_motivo_fine CHECK (motivo_fine IN
    ('fusione', 'incorporazione', 'scioglimento', 'trasformazione')),
  successore_id INTEGER CONSTRAINT ente_successore_esiste REFERENCES ente (id),
  note TEXT,
  CONSTRAINT ente_periodo CHECK (dal IS NULL OR al IS NULL OR dal <= al)
) STRICT;

CREATE INDEX ente_tipo ON ente (tipo);
CREATE INDEX ente_successore ON ente (successore_id) WHERE successore_id IS NOT NULL;

CREATE TABLE ente_collocazione (
  id INTEGER PRIMARY KEY,
  ente_id INTEGER NOT NULL CONSTRAINT ente_collocazione_ente_esiste REFERENCES ente (id),
  regione_id INTEGER NOT NULL CONSTRAINT ente_collocazione_regione_esiste REFERENCES regione (id),
  provincia_id INTEGER CONSTRAINT ente_collocazione_provincia_esiste REFERENCES provincia (id),
  istat TEXT,
  capoluogo INTEGER NOT NULL CONSTRAINT ente_collocazione_capoluogo CHECK (capoluogo IN (0, 1)),
  dal TEXT,
  al TEXT,
  CONSTRAINT ente_collocazione_periodo CHECK (dal IS NULL OR al IS NULL OR dal <= al)
) STRICT;

CREATE UNIQUE INDEX ente_collocazione_aperta ON ente_collocazione (ente_id) WHERE al IS NULL;
CREATE INDEX ente_collocazione_ente ON ente_collocazione (ente_id, dal);
CREATE INDEX ente_collocazione_regione ON ente_collocazione (regione_id);
CREATE INDEX ente_collocazione_provincia ON ente_collocazione (provincia_id);
CREATE INDEX ente_collocazione_istat ON ente_collocazione (istat);

CREATE TABLE ente_nome (
  id INTEGER PRIMARY KEY,
  ente_id INTEGER NOT NULL CONSTRAINT ente_nome_ente_esiste REFERENCES ente (id),
  nome TEXT NOT NULL,
  norma TEXT NOT NULL,
  tipo TEXT NOT NULL CONSTRAINT ente_nome_tipo CHECK (
    tipo = 'ufficiale' OR tipo = 'precedente' OR tipo = 'alias'),
  CONSTRAINT ente_nome_unico UNIQUE (norma, ente_id)
) STRICT;

CREATE INDEX ente_nome_ente ON ente_nome (ente_id);

CREATE TABLE ente_dato (
  id INTEGER PRIMARY KEY,
  ente_id INTEGER NOT NULL CONSTRAINT ente_dato_ente_esiste REFERENCES ente (id),
  grandezza TEXT NOT NULL CONSTRAINT ente_dato_grandezza CHECK (grandezza IN ('popolazione', 'dipendenti')),
  valore INTEGER NOT NULL CONSTRAINT ente_dato_valore CHECK (valore >= 0),
  data_rif TEXT NOT NULL,
  fonte TEXT NOT NULL,
  CONSTRAINT ente_dato_unico UNIQUE (ente_id, grandezza, data_rif)
) STRICT;

CREATE TABLE adesione_unione (
  id INTEGER PRIMARY KEY,
  unione_id INTEGER NOT NULL CONSTRAINT adesione_unione_unione_esiste REFERENCES ente (id),
  comune_id INTEGER NOT NULL CONSTRAINT adesione_unione_comune_esiste REFERENCES ente (id),
  dal TEXT NOT NULL,
  al TEXT,
  CONSTRAINT adesione_unione_periodo CHECK (al IS NULL OR dal <= al)
) STRICT;

CREATE UNIQUE INDEX adesione_unione_aperta ON adesione_unione (comune_id) WHERE al IS NULL;
CREATE INDEX adesione_unione_comune ON adesione_unione (comune_id, dal);
CREATE INDEX adesione_unione_unione ON adesione_unione (unione_id, dal);

CREATE TABLE area (
  id INTEGER PRIMARY KEY,
  codice TEXT NOT NULL CONSTRAINT area_codice_unico UNIQUE,
  nome TEXT NOT NULL,
  norma TEXT NOT NULL,
  tipo TEXT NOT NULL CONSTRAINT area_tipo CHECK (tipo IN
    ('interna', 'ambito_ottimale', 'distretto', 'rete', 'altro'))
) STRICT;

CREATE TABLE area_ente (
  id INTEGER PRIMARY KEY,
  area_id INTEGER NOT NULL CONSTRAINT area_ente_area_esiste REFERENCES area (id),
  ente_id INTEGER NOT NULL CONSTRAINT area_ente_ente_esiste REFERENCES ente (id),
  dal TEXT NOT NULL,
  al TEXT,
  CONSTRAINT area_ente_periodo CHECK (al IS NULL OR dal <= al)
) STRICT;

CREATE UNIQUE INDEX area_ente_aperta ON area_ente (area_id, ente_id) WHERE al IS NULL;
CREATE INDEX area_ente_ente ON area_ente (ente_id);
