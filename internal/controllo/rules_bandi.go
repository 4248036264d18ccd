package controllo

import (
	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/message"
)

// fundingRules returns the invariants of calls, projects and their money. What a
// call demands of its projects is not here: files of others may break it, and
// then it is dtctl bando check that says so. Only of the calls that the office
// runs itself, for which every command refuses it, are the two of the money here:
// taking back an operation could break them.
func fundingRules() []rule {
	everywhere := `1 = 1`
	return []rule{
		{
			name: "progetto_importi_diversi", table: "progetto",
			meaning: message.New("what is granted to the project, or freed, is not the sum of its acts"),
			query:   otherSums(everywhere), among: otherSums,
		},
		{
			name: "progetto_stato_diverso", table: "progetto",
			meaning: message.New("the state of the project is not the one to which its last act led, or bozza without acts"),
			query:   otherState(everywhere), among: otherState,
		},
		{
			name: "concesso_oltre_dotazione", table: "bando",
			meaning: message.New("on some day more is granted than the endowment of the call"),
			query:   `SELECT q.bando_id FROM (` + bando.Overdrawn(`b.gestione = 'propria'`) + `) q ORDER BY q.bando_id`,
		},
		{
			name: "erogato_oltre_concesso", table: "progetto",
			meaning: message.New("more is paid to the project than was ever granted to it"),
			query:   overpaid(everywhere), among: overpaid,
		},
		{
			name: "titolare_tra_i_partner", table: "progetto_ente",
			meaning: message.New("the ente leads the project, and is also one of its partners or of those it is done for"),
			query: `SELECT x.id FROM progetto_ente x CROSS JOIN progetto p ON p.id = x.progetto_id
				WHERE p.ente_id = x.ente_id ORDER BY x.id`,
		},
		{
			name: "tema_di_altro_bando", table: "progetto_tema",
			meaning: message.New("the theme of the project is one of another call"),
			query: `SELECT y.id FROM progetto_tema y CROSS JOIN progetto p ON p.id = y.progetto_id
				CROSS JOIN bando_tema t ON t.id = y.tema_id WHERE t.bando_id <> p.bando_id ORDER BY y.id`,
		},
		{
			name: "spesa_di_altro_bando", table: "spesa",
			meaning: message.New("the category of the spending is one of another call"),
			query: `SELECT s.id FROM spesa s CROSS JOIN progetto p ON p.id = s.progetto_id
				CROSS JOIN bando_categoria k ON k.id = s.categoria_id WHERE k.bando_id <> p.bando_id ORDER BY s.id`,
		},
		{
			name: "recuperato_oltre_erogato", table: "progetto",
			meaning: message.New("more was given back for the project than was paid"),
			query: `SELECT x.progetto_id FROM erogazione x WHERE x.data IS NOT NULL GROUP BY x.progetto_id
				HAVING sum(x.importo_cent) < 0 ORDER BY x.progetto_id`,
		},
		{
			name: "bando_atti_in_disordine", table: "bando_atto",
			meaning: message.New("the call entered this state before one that comes earlier in its life"),
			query: `SELECT DISTINCT b.id FROM bando_atto a JOIN bando_atto b ON b.bando_id = a.bando_id AND b.data < a.data
				WHERE ` + bando.Ordine("b.stato") + ` > ` + bando.Ordine("a.stato") + ` ORDER BY b.id`,
		},
	}
}

// otherSums returns the query of the projects p of a condition whose sums are not
// those of their acts.
func otherSums(condition string) string {
	return `SELECT p.id FROM progetto p LEFT JOIN progetto_atto a ON a.progetto_id = p.id WHERE ` + condition + ` GROUP BY p.id
		HAVING max(p.concesso_cent) <> coalesce(sum(a.concesso_cent), 0)
			OR max(p.liberato_cent) <> coalesce(sum(CASE WHEN a.concesso_cent < 0 THEN -a.concesso_cent END), 0) ORDER BY p.id`
}

// otherState returns the query of the projects p of a condition whose state is not
// that of their last act.
func otherState(condition string) string {
	return `SELECT p.id FROM progetto p WHERE ` + condition + ` AND p.stato <> coalesce((SELECT a.stato FROM progetto_atto a
		WHERE a.progetto_id = p.id ORDER BY a.id DESC LIMIT 1), 'bozza') ORDER BY p.id`
}

// overpaid returns the query of the projects p of a condition, of calls of the
// office, to which more is paid than was granted, what was freed since included:
// that is to be given back, and no contradiction.
func overpaid(condition string) string {
	return `SELECT p.id FROM bando b CROSS JOIN progetto p ON p.bando_id = b.id WHERE b.gestione = 'propria' AND ` + condition + `
		AND (SELECT sum(x.importo_cent) FROM erogazione x WHERE x.progetto_id = p.id AND x.data IS NOT NULL) > p.concesso_cent + p.liberato_cent
		ORDER BY p.id`
}
