-- Calls (bandi), the projects that they fund, and the money of both. Amounts are
-- cents of euro; shares are hundredths of a percent.

CREATE TABLE bando (
  id INTEGER PRIMARY KEY,
  codice TEXT NOT NULL CONSTRAINT bando_codice_unico UNIQUE,
  titolo TEXT NOT NULL,
  norma TEXT NOT NULL,
  -- The title by which the files of others name it, for the calls that they do.
  origine TEXT CONSTRAINT bando_origine_unica UNIQUE,
  gestione TEXT NOT NULL CONSTRAINT bando_gestione CHECK (gestione IN ('propria', 'esterna')),
  ente_id INTEGER CONSTRAINT bando_ente_esiste REFERENCES ente (id),
  fonte TEXT,
  misura TEXT,
  -- The only nature of spending that can be admissible, NULL for any.
  natura TEXT CONSTRAINT bando_natura CHECK (natura IN ('corrente', 'investimento')),
  quota_max INTEGER CONSTRAINT bando_quota_max CHECK (quota_max BETWEEN 1 AND 10000),
  contributo_max_cent INTEGER CONSTRAINT bando_contributo_max CHECK (contributo_max_cent > 0),
  -- A day, with the hour after it where it is known.
  apre_il TEXT,
  scade_il TEXT,
  destinatari TEXT,
  finalita TEXT,
  criteri TEXT,
  url TEXT,
  note TEXT,
  CONSTRAINT bando_periodo CHECK (apre_il IS NULL OR scade_il IS NULL OR substr(apre_il, 1, 10) <= substr(scade_il, 1, 10))
) STRICT;

CREATE INDEX bando_norma ON bando (norma);

-- How far a call has come: each state is entered once, on a day, by an act.
CREATE TABLE bando_atto (
  id INTEGER PRIMARY KEY,
  bando_id INTEGER NOT NULL CONSTRAINT bando_atto_bando_esiste REFERENCES bando (id),
  stato TEXT NOT NULL CONSTRAINT bando_atto_stato CHECK (stato IN
    ('pubblicato', 'esaurito', 'chiuso', 'istruttoria', 'concluso')),
  data TEXT NOT NULL,
  atto TEXT,
  CONSTRAINT bando_atto_unico UNIQUE (bando_id, stato)
) STRICT;

-- The endowment is the sum of these acts; one that takes money away is negative.
CREATE TABLE bando_dotazione (
  id INTEGER PRIMARY KEY,
  bando_id INTEGER NOT NULL CONSTRAINT bando_dotazione_bando_esiste REFERENCES bando (id),
  data TEXT NOT NULL,
  importo_cent INTEGER NOT NULL CONSTRAINT bando_dotazione_importo CHECK (importo_cent <> 0),
  atto TEXT
) STRICT;

CREATE INDEX bando_dotazione_bando ON bando_dotazione (bando_id, data);

-- Who may apply: without rows, everybody. A class restricts the comuni.
CREATE TABLE bando_beneficiario (
  id INTEGER PRIMARY KEY,
  bando_id INTEGER NOT NULL CONSTRAINT bando_beneficiario_bando_esiste REFERENCES bando (id),
  tipo TEXT NOT NULL,
  classe TEXT
) STRICT;

CREATE UNIQUE INDEX bando_beneficiario_unico ON bando_beneficiario (bando_id, tipo, coalesce(classe, ''));

CREATE TABLE bando_categoria (
  id INTEGER PRIMARY KEY,
  bando_id INTEGER NOT NULL CONSTRAINT bando_categoria_bando_esiste REFERENCES bando (id),
  codice TEXT NOT NULL,
  nome TEXT,
  ammissibile INTEGER NOT NULL CONSTRAINT bando_categoria_ammissibile CHECK (ammissibile IN (0, 1)),
  natura TEXT NOT NULL CONSTRAINT bando_categoria_natura CHECK (natura IN ('corrente', 'investimento')),
  CONSTRAINT bando_categoria_unica UNIQUE (bando_id, codice)
) STRICT;

CREATE TABLE bando_tema (
  id INTEGER PRIMARY KEY,
  bando_id INTEGER NOT NULL CONSTRAINT bando_tema_bando_esiste REFERENCES bando (id),
  codice TEXT NOT NULL,
  titolo TEXT NOT NULL,
  dimensione TEXT CONSTRAINT bando_tema_dimensione CHECK (dimensione IN ('tecnologia', 'processi', 'competenze')),
  CONSTRAINT bando_tema_unico UNIQUE (bando_id, codice)
) STRICT;

-- An application and, once it is admitted, a project. The only lead is ente_id;
-- the state and the two sums are those that the acts below lead to.
CREATE TABLE progetto (
  id INTEGER PRIMARY KEY,
  codice TEXT CONSTRAINT progetto_codice_unico UNIQUE,
  bando_id INTEGER NOT NULL CONSTRAINT progetto_bando_esiste REFERENCES bando (id),
  ente_id INTEGER NOT NULL CONSTRAINT progetto_ente_esiste REFERENCES ente (id),
  titolo TEXT,
  cup TEXT,
  cig TEXT,
  fase TEXT CONSTRAINT progetto_fase CHECK (fase = 'avvio' OR fase = 'consolidamento'),
  fornitore TEXT,
  costo_cent INTEGER CONSTRAINT progetto_costo CHECK (costo_cent >= 0),
  richiesto_cent INTEGER CONSTRAINT progetto_richiesto CHECK (richiesto_cent >= 0),
  -- What was found admissible, whether or not there was money for it.
  ammesso_cent INTEGER CONSTRAINT progetto_ammesso CHECK (ammesso_cent >= 0),
  concesso_cent INTEGER NOT NULL CONSTRAINT progetto_concesso CHECK (concesso_cent >= 0),
  liberato_cent INTEGER NOT NULL CONSTRAINT progetto_liberato CHECK (liberato_cent >= 0),
  -- Hundredths of a point.
  punteggio INTEGER CONSTRAINT progetto_punteggio CHECK (punteggio >= 0),
  -- A day, with the hour after it where it is known.
  presentato_il TEXT,
  stato TEXT NOT NULL CONSTRAINT progetto_stato CHECK (
    stato = 'bozza' OR stato = 'presentato' OR stato = 'in_istruttoria' OR stato = 'ammesso_finanziato'
    OR stato = 'ammesso_non_finanziato' OR stato = 'non_ammesso' OR stato = 'ritirato' OR stato = 'avviato'
    OR stato = 'in_corso' OR stato = 'concluso' OR stato = 'rendicontato' OR stato = 'liquidato'
    OR stato = 'revocato' OR stato = 'rinunciato'),
  -- What the source says, where that is not what the call and the ente say.
  misura TEXT,
  regione_id INTEGER CONSTRAINT progetto_regione_esiste REFERENCES regione (id),
  note TEXT,
  -- By what a file of others knows it within its call: whatever is corrected here,
  -- the next file finds it.
  origine TEXT
) STRICT;

CREATE INDEX progetto_bando ON progetto (bando_id, ente_id, presentato_il);
CREATE UNIQUE INDEX progetto_origine ON progetto (bando_id, origine) WHERE origine IS NOT NULL;
CREATE INDEX progetto_titolare ON progetto (ente_id);
CREATE INDEX progetto_cup ON progetto (cup) WHERE cup IS NOT NULL;

-- The life of a project: each act leads it to a state, and may grant money
-- (positive) or free it (negative).
CREATE TABLE progetto_atto (
  id INTEGER PRIMARY KEY,
  progetto_id INTEGER NOT NULL CONSTRAINT progetto_atto_progetto_esiste REFERENCES progetto (id),
  stato TEXT NOT NULL CONSTRAINT progetto_atto_stato CHECK (
    stato = 'presentato' OR stato = 'in_istruttoria' OR stato = 'ammesso_finanziato'
    OR stato = 'ammesso_non_finanziato' OR stato = 'non_ammesso' OR stato = 'ritirato' OR stato = 'avviato'
    OR stato = 'in_corso' OR stato = 'concluso' OR stato = 'rendicontato' OR stato = 'liquidato'
    OR stato = 'revocato' OR stato = 'rinunciato'),
  data TEXT NOT NULL,
  atto TEXT,
  concesso_cent INTEGER NOT NULL,
  -- Why a rule was set aside.
  deroga TEXT,
  -- Why an application was refused or a grant taken back.
  motivo TEXT
) STRICT;

CREATE INDEX progetto_atto_progetto ON progetto_atto (progetto_id, id);

-- The other enti of a project, besides the one that leads it.
CREATE TABLE progetto_ente (
  id INTEGER PRIMARY KEY,
  progetto_id INTEGER NOT NULL CONSTRAINT progetto_ente_progetto_esiste REFERENCES progetto (id),
  ente_id INTEGER NOT NULL CONSTRAINT progetto_ente_ente_esiste REFERENCES ente (id),
  ruolo TEXT NOT NULL CONSTRAINT progetto_ente_ruolo CHECK (ruolo IN ('partner', 'interessato')),
  CONSTRAINT progetto_ente_unico UNIQUE (progetto_id, ente_id)
) STRICT;

CREATE INDEX progetto_ente_ente ON progetto_ente (ente_id);

CREATE TABLE progetto_tema (
  id INTEGER PRIMARY KEY,
  progetto_id INTEGER NOT NULL CONSTRAINT progetto_tema_progetto_esiste REFERENCES progetto (id),
  tema_id INTEGER NOT NULL CONSTRAINT progetto_tema_tema_esiste REFERENCES bando_tema (id),
  CONSTRAINT progetto_tema_unico UNIQUE (progetto_id, tema_id)
) STRICT;

CREATE INDEX progetto_tema_tema ON progetto_tema (tema_id);

CREATE TABLE spesa (
  id INTEGER PRIMARY KEY,
  progetto_id INTEGER NOT NULL CONSTRAINT spesa_progetto_esiste REFERENCES progetto (id),
  categoria_id INTEGER NOT NULL CONSTRAINT spesa_categoria_esiste REFERENCES bando_categoria (id),
  importo_cent INTEGER NOT NULL CONSTRAINT spesa_importo CHECK (importo_cent > 0),
  data TEXT NOT NULL,
  documento TEXT,
  note TEXT
) STRICT;

CREATE INDEX spesa_progetto ON spesa (progetto_id, data);
CREATE INDEX spesa_categoria ON spesa (categoria_id);

-- Money that is to be paid (without data) or was; what was given back is
-- negative.
CREATE TABLE erogazione (
  id INTEGER PRIMARY KEY,
  progetto_id INTEGER NOT NULL CONSTRAINT erogazione_progetto_esiste REFERENCES progetto (id),
  tipo TEXT NOT NULL CONSTRAINT erogazione_tipo CHECK (
    tipo = 'acconto' OR tipo = 'stato_avanzamento' OR tipo = 'saldo' OR tipo = 'recupero'),
  importo_cent INTEGER NOT NULL,
  prevista_il TEXT,
  data TEXT,
  atto TEXT,
  note TEXT,
  CONSTRAINT erogazione_segno CHECK ((tipo = 'recupero') = (importo_cent < 0)),
  CONSTRAINT erogazione_quando CHECK (data IS NOT NULL OR prevista_il IS NOT NULL),
  CONSTRAINT erogazione_recupero_quando CHECK (tipo <> 'recupero' OR data IS NOT NULL)
) STRICT;

CREATE INDEX erogazione_progetto ON erogazione (progetto_id, data, importo_cent);
CREATE INDEX erogazione_prevista ON erogazione (prevista_il) WHERE data IS NULL;
