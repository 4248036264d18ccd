-- The work of dtctl iscrizione import done by hand in the tables that dtctl
-- made: the file to a staging table, its persons and then its enrolments into
-- persona and iscrizione, each added or brought up to date. What is missing is
-- what SQL alone does not give: no row is checked, and nothing is kept for an
-- undo.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA cache_size = -65536;
PRAGMA temp.cache_size = -65536;
PRAGMA foreign_keys = ON;

CREATE TEMP TABLE elenco (
  cognome TEXT, nome TEXT, cf TEXT, ipa TEXT, email TEXT, corso TEXT, edizione TEXT,
  iscritto_il TEXT, stato TEXT, completato_il TEXT
);

.mode csv
.separator ;
.import --skip 1 --schema temp iscrizioni.csv elenco

BEGIN IMMEDIATE;

-- The rows with their enti and editions, dates and states as they are stored.
CREATE TEMP TABLE riga (
  cognome TEXT, nome TEXT, norma TEXT, cf TEXT, email TEXT, ente_id INTEGER, edizione_id INTEGER,
  stato TEXT, iscritto_il TEXT, completato_il TEXT
);

INSERT INTO riga (cognome, nome, norma, cf, email, ente_id, edizione_id, stato, iscritto_il, completato_il)
SELECT l.cognome, l.nome,
  replace(replace(replace(replace(replace(replace(replace(lower(l.cognome || ' ' || l.nome),
    '''', ' '), 'à', 'a'), 'è', 'e'), 'é', 'e'), 'ì', 'i'), 'ò', 'o'), 'ù', 'u'),
  nullif(upper(l.cf), ''), nullif(lower(l.email), ''), e.id, d.id,
  CASE lower(l.stato) WHEN 'completato' THEN 'completato' WHEN 'in corso' THEN 'in_corso'
    WHEN 'ritirato' THEN 'ritirato' ELSE 'iscritto' END,
  substr(l.iscritto_il, 7, 4) || '-' || substr(l.iscritto_il, 4, 2) || '-' || substr(l.iscritto_il, 1, 2),
  CASE WHEN l.completato_il <> '' THEN
    substr(l.completato_il, 7, 4) || '-' || substr(l.completato_il, 4, 2) || '-' || substr(l.completato_il, 1, 2) END
FROM elenco l
JOIN ente e ON e.ipa = lower(l.ipa)
JOIN corso c ON c.codice = l.corso
JOIN edizione d ON d.corso_id = c.id AND d.numero = CAST(l.edizione AS INTEGER);

-- 1. Whoever has a codice fiscale is known by it.
INSERT INTO persona (cognome, nome, norma, cf, email)
SELECT cognome, nome, norma, cf, max(email) FROM riga WHERE cf IS NOT NULL GROUP BY cf
ON CONFLICT (cf) DO UPDATE SET email = excluded.email
  WHERE persona.email IS NULL AND excluded.email IS NOT NULL;

-- 2. Else by the address.
INSERT INTO persona (cognome, nome, norma, email)
SELECT cognome, nome, norma, email FROM riga r
WHERE cf IS NULL AND email IS NOT NULL AND NOT EXISTS (SELECT 1 FROM persona p WHERE p.email = r.email)
GROUP BY email;

-- 3. Else by the name in the same ente, in the file or in the database.
CREATE TEMP TABLE solo_nome (
  norma TEXT, ente_id INTEGER, cognome TEXT, nome TEXT, persona_id INTEGER, PRIMARY KEY (norma, ente_id)
) WITHOUT ROWID;

INSERT INTO solo_nome (norma, ente_id, cognome, nome)
SELECT norma, ente_id, cognome, nome FROM riga WHERE cf IS NULL AND email IS NULL GROUP BY norma, ente_id;

UPDATE solo_nome SET persona_id = p.id
FROM riga r JOIN persona p ON p.cf = r.cf OR r.cf IS NULL AND p.email = r.email
WHERE r.norma = solo_nome.norma AND r.ente_id = solo_nome.ente_id;

UPDATE solo_nome SET persona_id = p.id FROM persona p JOIN iscrizione i ON i.persona_id = p.id
WHERE solo_nome.persona_id IS NULL AND p.norma = solo_nome.norma AND i.ente_id = solo_nome.ente_id;

UPDATE solo_nome SET persona_id = n.id
FROM (SELECT norma, ente_id, (SELECT max(id) FROM persona) + row_number() OVER () AS id
  FROM solo_nome WHERE persona_id IS NULL) n
WHERE n.norma = solo_nome.norma AND n.ente_id = solo_nome.ente_id;

INSERT INTO persona (id, cognome, nome, norma)
SELECT persona_id, cognome, nome, norma FROM solo_nome s
WHERE NOT EXISTS (SELECT 1 FROM persona p WHERE p.id = s.persona_id);

-- The enrolments, in the order of their index.
INSERT INTO iscrizione (edizione_id, persona_id, ente_id, stato, iscritto_il, completato_il, rilevato_il)
SELECT r.edizione_id, CASE
    WHEN r.cf IS NOT NULL THEN (SELECT p.id FROM persona p WHERE p.cf = r.cf)
    WHEN r.email IS NOT NULL THEN (SELECT p.id FROM persona p WHERE p.email = r.email)
    ELSE (SELECT s.persona_id FROM solo_nome s WHERE s.norma = r.norma AND s.ente_id = r.ente_id)
  END AS persona_id,
  r.ente_id, r.stato, r.iscritto_il, r.completato_il, date('now', 'localtime')
FROM riga r WHERE true ORDER BY persona_id, r.edizione_id
ON CONFLICT (persona_id, edizione_id) DO UPDATE SET
  ente_id = excluded.ente_id, stato = excluded.stato, iscritto_il = excluded.iscritto_il,
  completato_il = excluded.completato_il, rilevato_il = excluded.rilevato_il
  WHERE (iscrizione.ente_id, iscrizione.stato, iscrizione.iscritto_il, iscrizione.completato_il)
    IS NOT (excluded.ente_id, excluded.stato, excluded.iscritto_il, excluded.completato_il);

COMMIT;
