-- 200,000 projects of 60 calls, led by the comuni of the register, on a copy of
-- it: all of PA digitale three times over. Each was presented and granted, nine
-- of ten keep the grant, six of ten are paid, one of fifty says a measure of its
-- own.
BEGIN;

CREATE TEMP TABLE titolare AS
SELECT row_number() OVER (ORDER BY id * 7919 % 10007, id) - 1 AS turno, id
FROM ente WHERE tipo = 'comune' AND al IS NULL AND (dal IS NULL OR dal <= '2022-01-01');
CREATE UNIQUE INDEX temp.titolare_turno ON titolare (turno);

INSERT INTO bando (id, codice, titolo, norma, gestione, fonte, misura)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
SELECT i, 'AVVISO-' || i, 'Avviso ' || i, 'avviso ' || i, 'esterna', 'PNRR', '1.4.' || (i % 12) || ' Misura' FROM n;
INSERT INTO bando_atto (bando_id, stato, data) SELECT id, 'pubblicato', '2022-01-01' FROM bando;
INSERT INTO bando_dotazione (bando_id, data, importo_cent) SELECT id, '2022-01-01', 100000000000 FROM bando;

INSERT INTO progetto (id, bando_id, ente_id, cup, richiesto_cent, ammesso_cent, concesso_cent, liberato_cent, presentato_il, stato, misura)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000),
domanda AS (
  SELECT i, i * 31 % 60 + 1 AS bando_id, i * 7919 % (SELECT count(*) FROM titolare) AS turno,
    400000 + i * 104729 % 25000000 AS importo, i % 10 AS sorte, datetime('2022-02-01 08:00:00', '+' || (i * 37 % 43200) || ' minutes') AS quando
  FROM n
)
SELECT d.i, d.bando_id, t.id, 'C51F22' || substr('00000000' || d.i, -9), importo, importo, iif(sorte = 0, 0, importo), iif(sorte = 0, importo, 0),
  quando, CASE WHEN sorte = 0 THEN 'rinunciato' WHEN sorte < 4 THEN 'ammesso_finanziato' ELSE 'liquidato' END, iif(d.i % 50 = 0, '1.4.3 Misura', NULL)
FROM domanda d JOIN titolare t ON t.turno = d.turno;

INSERT INTO progetto_atto (progetto_id, stato, data, concesso_cent)
SELECT id, 'presentato', substr(presentato_il, 1, 10), 0 FROM progetto
UNION ALL
SELECT id, 'ammesso_finanziato', '2024-06-30', richiesto_cent FROM progetto
UNION ALL
SELECT id, stato, '2025-06-30', -liberato_cent FROM progetto WHERE stato <> 'ammesso_finanziato';

INSERT INTO erogazione (progetto_id, tipo, importo_cent, data)
SELECT id, 'saldo', concesso_cent, '2025-06-30' FROM progetto WHERE stato = 'liquidato';

COMMIT;
