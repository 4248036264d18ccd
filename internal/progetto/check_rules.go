package progetto

import "github.com/dtctl/dtctl/internal/message"

// withoutDeroga is the condition that no rule was set aside when the project p was
// presented.
const withoutDeroga = `NOT EXISTS (SELECT 1 FROM progetto_atto g WHERE g.progetto_id = p.id AND g.stato = 'presentato' AND g.deroga IS NOT NULL)`

// rarely returns the condition that two others hold, of which the second is looked
// at only where the first does: the engine would begin with it, because it needs
// fewer tables.
func rarely(first, second string) string { return `CASE WHEN ` + first + ` THEN ` + second + ` END` }

// rules returns the rules that single projects can break, those of money first.
func rules() []rule {
	rules := append(grantRules(), paymentRules()...)
	return append(append(append(rules, spendingRules()...), paperRules()...), dateRules()...)
}

// grantRules returns the rules on what is granted.
func grantRules() []rule {
	const ofCall = ` JOIN bando b ON b.id = p.bando_id`
	return []rule{
		{
			name: "quota_superata", shows: `p.concesso_cent, p.costo_cent, NULL, NULL, ''`, joins: ofCall,
			where: `b.quota_max IS NOT NULL AND p.concesso_cent * 10000 > p.costo_cent * b.quota_max`,
			says: func(f found) message.Text {
				return message.New("share of the cost: %s euro are granted of a cost of %s, over the share of the call", f.first, f.second)
			},
		},
		{
			name: "contributo_massimo_superato", shows: `p.concesso_cent, b.contributo_max_cent, NULL, NULL, ''`, joins: ofCall,
			where: `p.concesso_cent > b.contributo_max_cent`,
			says: func(f found) message.Text {
				return message.New("greatest contribution: %s euro are granted, over the %s of the call", f.first, f.second)
			},
		},
		{
			name: "concesso_oltre_richiesto", shows: `p.concesso_cent, p.richiesto_cent, NULL, NULL, ''`,
			where: `p.concesso_cent > p.richiesto_cent`,
			says: func(f found) message.Text {
				return message.New("granted ≤ requested: %s euro are granted of %s requested", f.first, f.second)
			},
		},
		{
			name: "richiesto_oltre_costo", shows: `p.richiesto_cent, p.costo_cent, NULL, NULL, ''`,
			where: `p.richiesto_cent > p.costo_cent`,
			says: func(f found) message.Text {
				return message.New("requested ≤ cost: %s euro are requested for a cost of %s", f.first, f.second)
			},
		},
		{
			name: "richiesto_ignoto", shows: `p.concesso_cent, 0, NULL, NULL, ''`,
			where: funded("p") + ` AND p.concesso_cent > 0 AND p.richiesto_cent IS NULL`,
			says: func(f found) message.Text {
				return message.New("granted ≤ requested: %s euro are granted, and what was requested is not recorded", f.first)
			},
		},
		{
			name: "costo_ignoto", shows: `p.concesso_cent, 0, NULL, NULL, ''`, joins: ofCall,
			where: `b.quota_max IS NOT NULL AND ` + funded("p") + ` AND p.concesso_cent > 0 AND p.costo_cent IS NULL`,
			says: func(f found) message.Text {
				return message.New("share of the cost: %s euro are granted, and the cost of which the call grants a share is not recorded", f.first)
			},
		},
		{
			name: "concessione_nulla", shows: `0, 0, NULL, NULL, p.stato`, where: funded("p") + ` AND p.concesso_cent = 0`,
			says: func(f found) message.Text {
				return message.New("the project is %s and nothing is granted to it", f.word)
			},
		},
	}
}

// paymentRules returns the rules on what is paid, or is to be.
func paymentRules() []rule {
	return []rule{
		{
			name: "pagato_oltre_concesso", shows: `p.concesso_cent, sum(x.importo_cent), NULL, NULL, ''`,
			joins: ` JOIN erogazione x ON x.progetto_id = p.id`, where: `x.data IS NOT NULL`,
			groups: ` GROUP BY p.id HAVING sum(x.importo_cent) > p.concesso_cent`,
			says: func(f found) message.Text {
				return message.New("paid ≤ granted: %s euro are paid of %s granted: %s are to be given back", f.second, f.first, f.second-f.first)
			},
		},
		{
			// Where something is to be given back, that is said.
			name: "rata_oltre_concesso", shows: `p.concesso_cent, sum(x.importo_cent), NULL, NULL, ''`,
			joins: ` JOIN erogazione x ON x.progetto_id = p.id`, where: `1 = 1`,
			groups: ` GROUP BY p.id HAVING sum(x.importo_cent) > p.concesso_cent
				AND sum(CASE WHEN x.data IS NOT NULL THEN x.importo_cent ELSE 0 END) <= p.concesso_cent`,
			says: func(f found) message.Text {
				return message.New("paid ≤ granted: %s euro are paid or due of %s granted: the instalments are over by %s", f.second, f.first, f.second-f.first)
			},
		},
		{
			name: "erogato_prima_della_concessione", shows: `x.importo_cent, 0, x.data, min(a.data), ''`,
			joins: ` JOIN erogazione x ON x.progetto_id = p.id JOIN progetto_atto a ON a.progetto_id = p.id AND a.concesso_cent > 0`,
			where: `x.data IS NOT NULL`, groups: ` GROUP BY p.id, x.id HAVING x.data < min(a.data)`,
			says: func(f found) message.Text {
				return message.New("dates out of order: %s euro were paid on %s, before the grant of %s", f.first, f.day, f.other)
			},
		},
	}
}

// spendingRules returns the rules on what the projects spend.
func spendingRules() []rule {
	return []rule{
		{
			name: "spesa_inammissibile", shows: `sum(s.importo_cent), 0, NULL, NULL, k.codice`,
			joins: ` JOIN spesa s ON s.progetto_id = p.id JOIN bando_categoria k ON k.id = s.categoria_id`,
			where: `(k.ammissibile = 0 OR k.bando_id <> p.bando_id)`, groups: ` GROUP BY p.id, k.id`,
			says: func(f found) message.Text {
				return message.New("inadmissible spending: %s euro were spent in the category %s, which the call does not admit", f.first, f.word)
			},
		},
		{
			name: "spesa_oltre_costo", shows: `sum(s.importo_cent), p.costo_cent, NULL, NULL, ''`,
			joins: ` JOIN spesa s ON s.progetto_id = p.id`, where: `p.costo_cent IS NOT NULL`,
			groups: ` GROUP BY p.id HAVING sum(s.importo_cent) > p.costo_cent`,
			says: func(f found) message.Text {
				return message.New("spent ≤ cost: %s euro are spent by a project that costs %s", f.first, f.second)
			},
		},
		{
			name: "spesa_doppia", shows: `s.importo_cent, 0, s.data, NULL, s.documento`,
			joins: ` JOIN spesa s ON s.progetto_id = p.id`, where: `s.documento IS NOT NULL`,
			groups: ` GROUP BY p.id, s.importo_cent, s.data, s.documento, s.categoria_id HAVING count(*) > 1`,
			says: func(f found) message.Text {
				return message.New("duplicate: %s euro of %s, with the document %s, are spent more than once", f.first, f.day, f.word)
			},
		},
	}
}

// paperRules returns the rules on the codes of a project and on its application.
func paperRules() []rule {
	return []rule{
		{
			name: "cup_mancante", shows: `p.concesso_cent + p.liberato_cent, 0, NULL, NULL, ''`,
			where: `p.cup IS NULL AND p.concesso_cent + p.liberato_cent > 0`,
			says: func(f found) message.Text {
				return message.New("%s euro were granted to a project without a CUP (L. 3/2003, art. 11)", f.first)
			},
		},
		{
			// The two parts of one application may share it.
			name: "cup_ripetuto", shows: `0, 0, NULL, NULL, p.cup`,
			where: `p.cup IS NOT NULL AND EXISTS (SELECT 1 FROM progetto o
				WHERE o.cup = p.cup AND o.id <> p.id AND (o.ente_id <> p.ente_id OR o.presentato_il IS NOT p.presentato_il))`,
			says: func(f found) message.Text { return message.New("another application has the same CUP %s", f.word) },
		},
		{
			name: "domanda_doppia", shows: `p.richiesto_cent, 0, p.presentato_il, NULL, ''`,
			where: alive("p.stato") + ` AND EXISTS (SELECT 1 FROM progetto o
				WHERE o.bando_id = p.bando_id AND o.ente_id = p.ente_id AND o.id <> p.id AND ` + alive("o.stato") + `)`,
			says: func(found) message.Text {
				return message.New("duplicate: the same ente has another application that goes on for the same call")
			},
		},
	}
}

// dateRules returns the rules on when an application arrived, and on the days of
// the acts.
func dateRules() []rule {
	// Nearly every call has these days: its projects are read first, in order.
	const ofCall = ` CROSS JOIN bando b ON b.id = p.bando_id`
	// A day without its hour is not before any hour of that day.
	const early = `p.presentato_il < substr(b.apre_il, 1, length(p.presentato_il))`
	const before = `(SELECT a.data FROM progetto_atto a WHERE a.progetto_id = o.progetto_id AND a.id < o.id ORDER BY a.id DESC LIMIT 1)`
	return []rule{
		{
			name: "presentazione_ignota", shows: `0, 0, NULL, NULL, p.stato`,
			where: `p.presentato_il IS NULL AND p.stato <> 'bozza'`,
			says: func(f found) message.Text {
				return message.New("the project is %s, and nobody knows when it was presented", f.word)
			},
		},
		{
			name: "prima_dell_apertura", shows: `0, 0, p.presentato_il, CASE WHEN ` + early + ` THEN b.apre_il ELSE k.data END, ''`,
			joins: ofCall + ` LEFT JOIN bando_atto k ON k.bando_id = b.id AND k.stato = 'pubblicato'`,
			where: rarely(early+` OR substr(p.presentato_il, 1, 10) < k.data`, withoutDeroga),
			says: func(f found) message.Text {
				return message.New("it was presented on %s, before the call was open, on %s", f.day, f.other)
			},
		},
		{
			name: "fuori_termine", shows: `0, 0, p.presentato_il, b.scade_il, ''`, joins: ofCall,
			where: rarely(`p.presentato_il > b.scade_il || CASE WHEN length(b.scade_il) = 10 THEN ' 24' ELSE '' END`, withoutDeroga),
			says: func(f found) message.Text {
				return message.New("it was presented on %s, after the end of the applications on %s", f.day, f.other)
			},
		},
		{
			name: "date_in_disordine", shows: `0, 0, ` + before + `, o.data, o.stato`,
			joins: ` JOIN progetto_atto o ON o.progetto_id = p.id`, where: `o.data < ` + before,
			says: func(f found) message.Text {
				return message.New("dates out of order: it is %s on %s, before the act of %s that came first", f.word, f.other, f.day)
			},
		},
	}
}
