-- Programmes with their scope, roles, persons, nominations and contacts.

CREATE TABLE programma (
  id INTEGER PRIMARY KEY,
  codice TEXT NOT NULL CONSTRAINT programma_codice_unico UNIQUE,
  nome TEXT NOT NULL,
  norma TEXT NOT NULL,
  tipo TEXT NOT NULL CONSTRAINT programma_tipo CHECK (tipo IN
    ('programma', 'linea', 'piano', 'progetto_regionale', 'rete', 'campagna')),
  stato TEXT NOT NULL CONSTRAINT programma_stato CHECK (stato IN
    ('programmato', 'avviato', 'concluso', 'sospeso')),
  promotore TEXT,
  attuatore TEXT,
  finanziatore TEXT,
  fonte TEXT,
  email TEXT,
  url TEXT,
  dal TEXT,
  al TEXT,
  note TEXT,
  CONSTRAINT programma_periodo CHECK (dal IS NULL OR al IS NULL OR dal <= al)
) STRICT;

-- Each row adds one region, one type of ente or one area to the scope; a
-- dimension without rows does not restrict it.
CREATE TABLE programma_ambito (
  id INTEGER PRIMARY KEY,
  programma_id INTEGER NOT NULL CONSTRAINT programma_ambito_programma_esiste REFERENCES programma (id),
  regione_id INTEGER CONSTRAINT programma_ambito_regione_esiste REFERENCES regione (id),
  tipo TEXT,
  area_id INTEGER CONSTRAINT programma_ambito_area_esiste REFERENCES area (id),
  CONSTRAINT programma_ambito_una_dimensione CHECK
    ((regione_id IS NOT NULL) + (tipo IS NOT NULL) + (area_id IS NOT NULL) = 1),
  CONSTRAINT programma_ambito_regione_unica UNIQUE (programma_id, regione_id),
  CONSTRAINT programma_ambito_tipo_unico UNIQUE (programma_id, tipo),
  CONSTRAINT programma_ambito_area_unica UNIQUE (programma_id, area_id)
) STRICT;

CREATE TABLE programma_ente (
  id INTEGER PRIMARY KEY,
  programma_id INTEGER NOT NULL CONSTRAINT programma_ente_programma_esiste REFERENCES programma (id),
  ente_id INTEGER NOT NULL CONSTRAINT programma_ente_ente_esiste REFERENCES ente (id),
  azione TEXT NOT NULL CONSTRAINT programma_ente_azione CHECK (azione IN ('incluso', 'escluso')),
  motivo TEXT NOT NULL,
  CONSTRAINT programma_ente_unico UNIQUE (programma_id, ente_id)
) STRICT;

CREATE TABLE ruolo (
  id INTEGER PRIMARY KEY,
  codice TEXT NOT NULL,
  nome TEXT NOT NULL,
  programma_id INTEGER CONSTRAINT ruolo_programma_esiste REFERENCES programma (id),
  unico INTEGER NOT NULL CONSTRAINT ruolo_unico CHECK (unico IN (0, 1)),
  obbligatorio INTEGER NOT NULL CONSTRAINT ruolo_obbligatorio CHECK (obbligatorio IN (0, 1)),
  norma TEXT
) STRICT;

CREATE UNIQUE INDEX ruolo_codice_unico ON ruolo (codice, coalesce(programma_id, 0));

CREATE TABLE persona (
  id INTEGER PRIMARY KEY,
  cognome TEXT NOT NULL,
  nome TEXT NOT NULL,
  norma TEXT NOT NULL,
  cf TEXT CONSTRAINT persona_cf_unico UNIQUE,
  email TEXT,
  telefono TEXT,
  -- The number that a learning platform gives the person.
  piattaforma TEXT,
  id_esterno TEXT,
  unita_a INTEGER CONSTRAINT persona_unita_a_esiste REFERENCES persona (id),
  note TEXT,
  CONSTRAINT persona_id_esterno_di_piattaforma CHECK ((piattaforma IS NULL) = (id_esterno IS NULL))
) STRICT;

CREATE INDEX persona_norma ON persona (norma);
CREATE INDEX persona_email ON persona (email) WHERE email IS NOT NULL;
CREATE UNIQUE INDEX persona_id_esterno ON persona (id_esterno, piattaforma) WHERE id_esterno IS NOT NULL;
CREATE INDEX persona_unita_a ON persona (unita_a) WHERE unita_a IS NOT NULL;

CREATE TABLE nomina (
  id INTEGER PRIMARY KEY,
  ente_id INTEGER NOT NULL CONSTRAINT nomina_ente_esiste REFERENCES ente (id),
  ruolo_id INTEGER NOT NULL CONSTRAINT nomina_ruolo_esiste REFERENCES ruolo (id),
  persona_id INTEGER CONSTRAINT nomina_persona_esiste REFERENCES persona (id),
  stato TEXT NOT NULL CONSTRAINT nomina_stato CHECK (
    stato = 'invitato' OR stato = 'proposta' OR stato = 'attiva' OR stato = 'cessata'
    OR stato = 'sostituita' OR stato = 'rifiutata' OR stato = 'annullata'),
  invitato_il TEXT,
  dal TEXT,
  al TEXT,
  atto_tipo TEXT CONSTRAINT nomina_atto_tipo CHECK (atto_tipo IN
    ('delibera', 'determina', 'decreto', 'nota', 'modulo')),
  atto_numero TEXT,
  atto_data TEXT,
  protocollo TEXT,
  forma TEXT NOT NULL CONSTRAINT nomina_forma CHECK (forma IN ('singola', 'associata')),
  copre TEXT NOT NULL CONSTRAINT nomina_copre CHECK (copre IN ('nessuno', 'aderenti', 'elenco')),
  motivo_fine TEXT,
  note TEXT,
  CONSTRAINT nomina_periodo CHECK (dal IS NULL OR al IS NULL OR dal <= al),
  CONSTRAINT nomina_valida_completa CHECK
    (stato NOT IN ('attiva', 'cessata', 'sostituita') OR (dal IS NOT NULL AND persona_id IS NOT NULL)),
  CONSTRAINT nomina_chiusa_con_fine CHECK
    (stato NOT IN ('cessata', 'sostituita') OR al IS NOT NULL)
) STRICT;

CREATE INDEX nomina_ente ON nomina (ente_id, ruolo_id);
CREATE INDEX nomina_ruolo ON nomina (ruolo_id, stato, ente_id);
CREATE INDEX nomina_persona ON nomina (persona_id);

CREATE TABLE nomina_estensione (
  id INTEGER PRIMARY KEY,
  nomina_id INTEGER NOT NULL CONSTRAINT nomina_estensione_nomina_esiste REFERENCES nomina (id),
  ente_id INTEGER NOT NULL CONSTRAINT nomina_estensione_ente_esiste REFERENCES ente (id),
  CONSTRAINT nomina_estensione_unica UNIQUE (nomina_id, ente_id)
) STRICT;

CREATE INDEX nomina_estensione_ente ON nomina_estensione (ente_id);

CREATE TABLE contatto (
  id INTEGER PRIMARY KEY,
  ente_id INTEGER NOT NULL CONSTRAINT contatto_ente_esiste REFERENCES ente (id),
  data TEXT NOT NULL,
  canale TEXT NOT NULL CONSTRAINT contatto_canale CHECK (canale IN
    ('telefono', 'email', 'pec', 'incontro', 'videochiamata')),
  esito TEXT NOT NULL CONSTRAINT contatto_esito CHECK (esito IN
    ('risposto', 'non_risposto', 'da_richiamare', 'rifiuta')),
  parte TEXT,
  operatore TEXT,
  prossimo_il TEXT,
  testo TEXT
) STRICT;

CREATE INDEX contatto_ente ON contatto (ente_id, data);
CREATE INDEX contatto_prossimo ON contatto (prossimo_il) WHERE prossimo_il IS NOT NULL;
