-- Courses with their editions, days and enrolments, and the agreements under
-- which enti use a platform. Times are minutes; of citizens only numbers are
-- kept.

CREATE TABLE corso (
  id INTEGER PRIMARY KEY,
  codice TEXT NOT NULL CONSTRAINT corso_codice_unico UNIQUE,
  titolo TEXT NOT NULL,
  norma TEXT NOT NULL,
  programma_id INTEGER CONSTRAINT corso_programma_esiste REFERENCES programma (id),
  ente_id INTEGER CONSTRAINT corso_ente_esiste REFERENCES ente (id),
  piattaforma TEXT,
  destinatari TEXT NOT NULL CONSTRAINT corso_destinatari CHECK (destinatari IN
    ('dipendenti', 'operatori_sportello', 'cittadini')),
  modalita TEXT CONSTRAINT corso_modalita CHECK (modalita IN ('online', 'aula', 'mista')),
  livello TEXT CONSTRAINT corso_livello CHECK (livello IN ('base', 'intermedio', 'avanzato')),
  minuti INTEGER CONSTRAINT corso_minuti CHECK (minuti > 0),
  obiettivo_persone_op TEXT CONSTRAINT corso_obiettivo_persone_op CHECK (obiettivo_persone_op IN ('>=', '>', '=')),
  obiettivo_persone INTEGER CONSTRAINT corso_obiettivo_persone CHECK (obiettivo_persone > 0),
  obiettivo_giornate_op TEXT CONSTRAINT corso_obiettivo_giornate_op CHECK (obiettivo_giornate_op IN ('>=', '>', '=')),
  obiettivo_giornate INTEGER CONSTRAINT corso_obiettivo_giornate CHECK (obiettivo_giornate > 0),
  note TEXT,
  CONSTRAINT corso_obiettivo_persone_intero CHECK ((obiettivo_persone_op IS NULL) = (obiettivo_persone IS NULL)),
  CONSTRAINT corso_obiettivo_giornate_intero CHECK ((obiettivo_giornate_op IS NULL) = (obiettivo_giornate IS NULL))
) STRICT;

CREATE INDEX corso_programma ON corso (programma_id) WHERE programma_id IS NOT NULL;
CREATE INDEX corso_ente ON corso (ente_id) WHERE ente_id IS NOT NULL;

-- A planned date may be a month alone, such as 2022-01. A state is stored only
-- where it was forced; otherwise the dates say it.
CREATE TABLE edizione (
  id INTEGER PRIMARY KEY,
  corso_id INTEGER NOT NULL CONSTRAINT edizione_corso_esiste REFERENCES corso (id),
  numero INTEGER NOT NULL CONSTRAINT edizione_numero CHECK (numero > 0),
  iscrizioni_dal TEXT,
  dal TEXT,
  al TEXT,
  posti INTEGER CONSTRAINT edizione_posti CHECK (posti > 0),
  stato TEXT CONSTRAINT edizione_stato CHECK (stato IN
    ('programmata', 'iscrizioni_aperte', 'in_corso', 'conclusa', 'annullata')),
  note TEXT,
  CONSTRAINT edizione_unica UNIQUE (corso_id, numero)
) STRICT;

CREATE TABLE sessione (
  id INTEGER PRIMARY KEY,
  edizione_id INTEGER NOT NULL CONSTRAINT sessione_edizione_esiste REFERENCES edizione (id),
  data TEXT NOT NULL,
  minuti INTEGER CONSTRAINT sessione_minuti CHECK (minuti > 0),
  modalita TEXT CONSTRAINT sessione_modalita CHECK (modalita IN ('online', 'aula', 'mista')),
  sede TEXT,
  note TEXT
) STRICT;

CREATE INDEX sessione_edizione ON sessione (edizione_id, data);

-- Citizens who attended: numbers, never names.
CREATE TABLE frequenza (
  id INTEGER PRIMARY KEY,
  edizione_id INTEGER NOT NULL CONSTRAINT frequenza_edizione_esiste REFERENCES edizione (id),
  ente_id INTEGER CONSTRAINT frequenza_ente_esiste REFERENCES ente (id),
  data TEXT NOT NULL,
  fascia_eta TEXT CONSTRAINT frequenza_fascia_eta CHECK (fascia_eta IN
    ('0-17', '18-34', '35-54', '55-64', '65+')),
  persone INTEGER NOT NULL CONSTRAINT frequenza_persone CHECK (persone > 0),
  residenti INTEGER CONSTRAINT frequenza_residenti CHECK (residenti >= 0 AND residenti <= persone)
) STRICT;

CREATE INDEX frequenza_edizione ON frequenza (edizione_id, data);
CREATE INDEX frequenza_ente ON frequenza (ente_id) WHERE ente_id IS NOT NULL;

-- The ente is that for which the person enrolled, and stays when the person
-- moves. rilevato_il is the day of which the row is true: an older list never
-- overwrites it.
CREATE TABLE iscrizione (
  id INTEGER PRIMARY KEY,
  edizione_id INTEGER NOT NULL CONSTRAINT iscrizione_edizione_esiste REFERENCES edizione (id),
  persona_id INTEGER NOT NULL CONSTRAINT iscrizione_persona_esiste REFERENCES persona (id),
  ente_id INTEGER NOT NULL CONSTRAINT iscrizione_ente_esiste REFERENCES ente (id),
  stato TEXT NOT NULL CONSTRAINT iscrizione_stato CHECK (
    stato = 'iscritto' OR stato = 'in_corso' OR stato = 'completato' OR stato = 'non_completato'
    OR stato = 'ritirato' OR stato = 'annullata'),
  iscritto_il TEXT NOT NULL,
  completato_il TEXT,
  ritirato_il TEXT,
  minuti INTEGER CONSTRAINT iscrizione_minuti CHECK (minuti >= 0),
  esito TEXT,
  rilevato_il TEXT NOT NULL,
  CONSTRAINT iscrizione_completata_dopo CHECK (completato_il IS NULL OR completato_il >= iscritto_il),
  CONSTRAINT iscrizione_ritirata_dopo CHECK (ritirato_il IS NULL OR ritirato_il >= iscritto_il)
) STRICT;

CREATE UNIQUE INDEX iscrizione_unica ON iscrizione (persona_id, edizione_id);
CREATE INDEX iscrizione_ente ON iscrizione (ente_id, edizione_id);

-- An agreement is signed by one ente, which may be a capofila: then it also
-- covers the enti of convenzione_ente.
CREATE TABLE convenzione (
  id INTEGER PRIMARY KEY,
  tipo TEXT NOT NULL,
  ente_id INTEGER NOT NULL CONSTRAINT convenzione_firmatario_esiste REFERENCES ente (id),
  dal TEXT NOT NULL,
  al TEXT,
  atto TEXT,
  note TEXT,
  CONSTRAINT convenzione_periodo CHECK (al IS NULL OR dal <= al)
) STRICT;

CREATE INDEX convenzione_firmatario ON convenzione (ente_id, tipo);

CREATE TABLE convenzione_ente (
  id INTEGER PRIMARY KEY,
  convenzione_id INTEGER NOT NULL CONSTRAINT convenzione_ente_convenzione_esiste REFERENCES convenzione (id),
  ente_id INTEGER NOT NULL CONSTRAINT convenzione_ente_ente_esiste REFERENCES ente (id),
  CONSTRAINT convenzione_ente_unico UNIQUE (convenzione_id, ente_id)
) STRICT;

CREATE INDEX convenzione_ente_ente ON convenzione_ente (ente_id);
