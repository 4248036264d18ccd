package controllo

import (
	"slices"

	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/message"
)

// rule is an invariant of the field: the query returns the ids of the rows of
// table that break it.
type rule struct {
	name, table string
	meaning     message.Text
	query       string
	// among returns the query for the projects p of a condition alone, nil where
	// the rule has none.
	among func(condition string) string
}

// rules returns the invariants. Each query compares a row with the others of
// the same ente through an index, or looks only for what is rare, or can look at
// single projects: at each undo those run that read what it changed, on millions
// of rows.
func rules() []rule {
	return slices.Concat(territoryRules(), nominaRules(), trainingRules(), fundingRules())
}

// territoryRules returns the invariants of the enti, of where they lie and of
// what they belong to.
func territoryRules() []rule {
	return []rule{
		{
			name: "collocazioni_sovrapposte", table: "ente_collocazione",
			meaning: message.New("the ente lies in two places on the same day"),
			query: `SELECT b.id FROM ente_collocazione a JOIN ente_collocazione b ON b.ente_id = a.ente_id AND b.id > a.id
				WHERE coalesce(a.dal, '') <= coalesce(b.al, '9999') AND coalesce(b.dal, '') <= coalesce(a.al, '9999') ORDER BY b.id`,
		},
		{
			name: "collocazione_mancante", table: "ente",
			meaning: message.New("the ente lies nowhere on some day of its life"),
			query: `SELECT e.id FROM ente e WHERE NOT EXISTS (SELECT 1 FROM ente_collocazione c WHERE c.ente_id = e.id
					AND (c.al IS NULL OR c.al = e.al))
				OR EXISTS (SELECT 1 FROM ente_collocazione c WHERE c.ente_id = e.id AND c.al IS NOT NULL
					AND (e.al IS NULL OR c.al < e.al) AND NOT EXISTS (SELECT 1 FROM ente_collocazione n
						WHERE n.ente_id = e.id AND n.dal = date(c.al, '+1 day'))) ORDER BY e.id`,
		},
		{
			name: "comune_in_due_unioni", table: "adesione_unione",
			meaning: message.New("the comune is in two Unioni on the same day (TUEL art. 32 c. 2)"),
			query: `SELECT b.id FROM adesione_unione a JOIN adesione_unione b ON b.comune_id = a.comune_id AND b.id > a.id
				WHERE a.dal <= coalesce(b.al, '9999') AND b.dal <= coalesce(a.al, '9999') ORDER BY b.id`,
		},
		{
			name: "adesioni_area_sovrapposte", table: "area_ente",
			meaning: message.New("the ente is twice in the same area on the same day"),
			query: `SELECT b.id FROM area_ente a JOIN area_ente b ON b.ente_id = a.ente_id AND b.area_id = a.area_id AND b.id > a.id
				WHERE a.dal <= coalesce(b.al, '9999') AND b.dal <= coalesce(a.al, '9999') ORDER BY b.id`,
		},
		{
			name: "successore_senza_fine", table: "ente",
			meaning: message.New("the ente has a successor but has not ended"),
			query:   `SELECT id FROM ente WHERE successore_id IS NOT NULL AND al IS NULL ORDER BY id`,
		},
		{
			name: "successore_gia_cessato", table: "ente",
			meaning: message.New("the successor of the ente had already ended"),
			query: `SELECT e.id FROM ente e JOIN ente s ON s.id = e.successore_id
				WHERE s.al IS NOT NULL AND s.al < e.al OR s.id = e.id ORDER BY e.id`,
		},
		{
			name: "adesione_senza_unione", table: "adesione_unione",
			meaning: message.New("the membership links bodies that cannot be an Unione and its comune"),
			query: `SELECT a.id FROM adesione_unione a JOIN ente u ON u.id = a.unione_id JOIN ente c ON c.id = a.comune_id
				WHERE u.tipo NOT IN ('unione', 'circondario', 'comunita_montana') OR c.tipo <> 'comune' ORDER BY a.id`,
		},
	}
}

// nominaRules returns the invariants of the nominations.
func nominaRules() []rule {
	return []rule{
		{
			name: "nomine_sovrapposte", table: "nomina",
			meaning: message.New("another nomina of the same role is valid on the same day"),
			query: `SELECT b.id FROM nomina a JOIN nomina b ON b.ente_id = a.ente_id AND b.ruolo_id = a.ruolo_id AND b.id > a.id
				JOIN ruolo r ON r.id = a.ruolo_id AND r.unico = 1
				WHERE a.stato IN ('attiva', 'cessata', 'sostituita') AND b.stato IN ('attiva', 'cessata', 'sostituita')
					AND a.dal <= coalesce(b.al, '9999') AND b.dal <= coalesce(a.al, '9999') ORDER BY b.id`,
		},
		{
			name: "copertura_senza_elenco", table: "nomina",
			meaning: message.New("the nomina covers a list of enti, and the list is empty"),
			query: `SELECT n.id FROM nomina n WHERE n.copre = 'elenco' AND n.stato <> 'annullata'
				AND NOT EXISTS (SELECT 1 FROM nomina_estensione x WHERE x.nomina_id = n.id) ORDER BY n.id`,
		},
		{
			name: "persona_unita_in_uso", table: "nomina",
			meaning: message.New("the nomina names a person that was merged into another"),
			query: `SELECT n.id FROM nomina n JOIN persona p ON p.id = n.persona_id
				WHERE p.unita_a IS NOT NULL ORDER BY n.id`,
		},
	}
}

// trainingRules returns the invariants of courses, enrolments and conventions.
func trainingRules() []rule {
	return []rule{
		{
			name: "edizione_rovesciata", table: "edizione",
			meaning: message.New("the edition ends before it begins, or enrolment opens after its end"),
			query: `SELECT d.id FROM (SELECT id, dal, iscrizioni_dal, CASE length(al) WHEN 7 THEN al || '-31' ELSE al END AS fine
				FROM edizione) d WHERE d.dal > d.fine OR d.iscrizioni_dal > d.fine ORDER BY d.id`,
		},
		{
			name: "iscrizione_di_cittadini", table: "iscrizione",
			meaning: message.New("somebody is enrolled by name in a course for citizens, of whom only numbers are kept"),
			query:   enrolledIn(`corso_id IN (SELECT k.id FROM corso k WHERE k.destinatari = 'cittadini')`, `i.stato <> 'annullata'`),
		},
		{
			name: "iscrizione_in_edizione_annullata", table: "iscrizione",
			meaning: message.New("somebody takes part in an edition that was annulled"),
			query:   enrolledIn(`stato = 'annullata'`, iscrizione.Counting),
		},
		{
			name: "iscrizione_di_persona_unita", table: "iscrizione",
			meaning: message.New("the enrolment names a person that was merged into another"),
			query: `SELECT i.id FROM persona p CROSS JOIN iscrizione i ON i.persona_id = p.id AND i.stato <> 'annullata'
				WHERE p.unita_a IS NOT NULL ORDER BY i.id`,
		},
		{
			name: "frequenza_senza_cittadini", table: "frequenza",
			meaning: message.New("citizens are counted in a course that is not for them"),
			query: `SELECT f.id FROM corso k JOIN edizione d ON d.corso_id = k.id CROSS JOIN frequenza f ON f.edizione_id = d.id
				WHERE k.destinatari <> 'cittadini' ORDER BY f.id`,
		},
		{
			name: "convenzioni_sovrapposte", table: "convenzione",
			meaning: message.New("another convention of the same type, signed by the same ente, is valid on the same day"),
			query: `SELECT b.id FROM convenzione a JOIN convenzione b ON b.ente_id = a.ente_id AND b.tipo = a.tipo AND b.id > a.id
				WHERE a.dal <= coalesce(b.al, '9999') AND b.dal <= coalesce(a.al, '9999') ORDER BY b.id`,
		},
	}
}

// enrolledIn returns the query of the enrolments that fulfil a condition, in
// the editions that fulfil another. Where there are no such editions it reads
// nothing, else the smallest index that tells the edition of an enrolment.
func enrolledIn(editions, enrolments string) string {
	chosen := `(SELECT d.id FROM edizione d WHERE d.` + editions + `)`
	return `SELECT i.id FROM iscrizione i WHERE EXISTS ` + chosen + ` AND i.id IN
		(SELECT x.id FROM iscrizione x WHERE x.edizione_id IN ` + chosen + `) AND ` + enrolments + ` ORDER BY i.id`
}
