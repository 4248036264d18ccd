package progetto

import "github.com/dtctl/dtctl/internal/message"

// rules returns the rules that single projects can break, those of money first.
func rules() []rule {
	return append(moneyRules(), paperRules()...)
}

func moneyRules() []rule {
	return []rule{
		{
			"quota_superata",
			asked + `p.concesso_cent, p.costo_cent, NULL, NULL, '' FROM progetto p JOIN bando b ON b.id = p.bando_id
				WHERE b.quota_max IS NOT NULL AND p.concesso_cent * 10000 > p.costo_cent * b.quota_max`,
			func(f found) message.Text {
				return message.New("share of the cost: %s euro are granted of a cost of %s, over the share of the call", f.first, f.second)
			},
		},
		{
			"contributo_massimo_superato",
			asked + `p.concesso_cent, b.contributo_max_cent, NULL, NULL, '' FROM progetto p JOIN bando b ON b.id = p.bando_id
				WHERE p.concesso_cent > b.contributo_max_cent`,
			func(f found) message.Text {
				return message.New("greatest contribution: %s euro are granted, over the %s of the call", f.first, f.second)
			},
		},
		{
			"concesso_oltre_richiesto",
			asked + `p.concesso_cent, p.richiesto_cent, NULL, NULL, '' FROM progetto p WHERE p.concesso_cent > p.richiesto_cent`,
			func(f found) message.Text {
				return message.New("granted ≤ requested: %s euro are granted of %s requested", f.first, f.second)
			},
		},
		{
			"richiesto_oltre_costo",
			asked + `p.richiesto_cent, p.costo_cent, NULL, NULL, '' FROM progetto p WHERE p.richiesto_cent > p.costo_cent`,
			func(f found) message.Text {
				return message.New("requested ≤ cost: %s euro are requested for a cost of %s", f.first, f.second)
			},
		},
		{
			"concessione_nulla",
			asked + `0, 0, NULL, NULL, p.stato FROM progetto p WHERE ` + funded("p") + ` AND p.concesso_cent = 0`,
			func(f found) message.Text {
				return message.New("the project is %s and nothing is granted to it", f.word)
			},
		},
		{
			"pagato_oltre_concesso",
			asked + `p.concesso_cent, x.pagato, NULL, NULL, '' FROM progetto p JOIN (SELECT progetto_id, sum(importo_cent) AS pagato
				FROM erogazione WHERE data IS NOT NULL GROUP BY progetto_id) x ON x.progetto_id = p.id WHERE x.pagato > p.concesso_cent`,
			func(f found) message.Text {
				return message.New("paid ≤ granted: %s euro are paid of %s granted: %s are to be given back", f.second, f.first, f.second-f.first)
			},
		},
		{
			"spesa_inammissibile",
			asked + `sum(s.importo_cent), 0, NULL, NULL, k.codice FROM progetto p JOIN spesa s ON s.progetto_id = p.id
				JOIN bando_categoria k ON k.id = s.categoria_id WHERE k.ammissibile = 0 OR k.bando_id <> p.bando_id GROUP BY p.id, k.id`,
			func(f found) message.Text {
				return message.New("no inadmissible spending: %s euro were spent in the category %s, which the call does not admit", f.first, f.word)
			},
		},
	}
}

func paperRules() []rule {
	return []rule{
		{
			"cup_mancante",
			asked + `p.concesso_cent + p.liberato_cent, 0, NULL, NULL, '' FROM progetto p WHERE p.cup IS NULL AND p.concesso_cent + p.liberato_cent > 0`,
			func(f found) message.Text {
				return message.New("%s euro were granted to a project without a CUP (L. 3/2003, art. 11)", f.first)
			},
		},
		{
			"cup_ripetuto",
			// The two parts of one application may share it.
			asked + `0, 0, NULL, NULL, p.cup FROM progetto p WHERE p.cup IS NOT NULL AND EXISTS (SELECT 1 FROM progetto o
				WHERE o.cup = p.cup AND o.id <> p.id AND (o.ente_id <> p.ente_id OR o.presentato_il IS NOT p.presentato_il))`,
			func(f found) message.Text { return message.New("another application has the same CUP %s", f.word) },
		},
		{
			"domanda_doppia",
			asked + `p.richiesto_cent, 0, p.presentato_il, NULL, '' FROM progetto p WHERE ` + alive("p.stato") + ` AND EXISTS (SELECT 1 FROM progetto o
				WHERE o.bando_id = p.bando_id AND o.ente_id = p.ente_id AND o.id <> p.id
					AND ` + alive("o.stato") + `)`,
			func(found) message.Text {
				return message.New("duplicate: the same ente has another application that goes on for the same call")
			},
		},
		{
			"presentazione_ignota",
			asked + `0, 0, NULL, NULL, p.stato FROM progetto p WHERE p.presentato_il IS NULL AND p.stato <> 'bozza'`,
			func(f found) message.Text {
				return message.New("the project is %s, and nobody knows when it was presented", f.word)
			},
		},
		{
			"fuori_termine",
			asked + `0, 0, p.presentato_il, b.scade_il, '' FROM progetto p JOIN bando b ON b.id = p.bando_id
				WHERE p.presentato_il > b.scade_il || CASE WHEN length(b.scade_il) = 10 THEN ' 24' ELSE '' END
					AND NOT EXISTS (SELECT 1 FROM progetto_atto a WHERE a.progetto_id = p.id AND a.stato = 'presentato' AND a.deroga IS NOT NULL)`,
			func(f found) message.Text {
				return message.New("it was presented on %s, after the end of the applications on %s", f.day, f.other)
			},
		},
		{
			"date_in_disordine",
			asked + `0, 0, a.data, o.data, o.stato FROM progetto p JOIN progetto_atto o ON o.progetto_id = p.id
				JOIN progetto_atto a ON a.id = (SELECT max(z.id) FROM progetto_atto z WHERE z.progetto_id = p.id AND z.id < o.id)
				WHERE o.data < a.data`,
			func(f found) message.Text {
				return message.New("dates in order: it is %s on %s, before the act of %s that came first", f.word, f.other, f.day)
			},
		},
	}
}
