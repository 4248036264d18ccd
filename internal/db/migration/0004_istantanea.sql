-- Coverage figures as they were given to the press, to compare with today's.

CREATE TABLE istantanea (
  id INTEGER PRIMARY KEY,
  etichetta TEXT NOT NULL CONSTRAINT istantanea_etichetta_unica UNIQUE,
  salvata_il TEXT NOT NULL,
  al TEXT NOT NULL,
  parametri TEXT NOT NULL,
  righe TEXT NOT NULL
) STRICT;
