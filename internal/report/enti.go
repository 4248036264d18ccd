package report

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
)

// member is an ente that passes the filter of a question.
type member struct {
	id                         int64
	tipo                       ente.Tipo
	denominazione, ipa         string
	regione, provincia, classe string
	// gruppi are the values of the dimensions that an ente can have several of.
	unioni, responsabili []Voce
}

// roleFormazione is the code of the role whose holder answers for training.
const roleFormazione = "formazione"

// members returns the enti of a question: those that pass the filter on its
// day, and those that ended before and have rows in the table, iscrizione or
// frequenza, as they were on their last day.
func members(ctx context.Context, tx *db.Tx, q Question, table string) (list []*member, ended int, err error) {
	if list, err = membersOn(ctx, tx, q, `1 = 1`); err != nil {
		return nil, 0, err
	}
	used := `EXISTS (SELECT 1 FROM ` + table + ` i WHERE i.ente_id = e.id)`
	days, err := db.Collect(ctx, tx, db.Value[periodo.Data],
		`SELECT DISTINCT e.al FROM ente e WHERE e.al < ? AND `+used+` ORDER BY 1`, q.Filter.AsOf)
	if err != nil {
		return nil, 0, err
	}
	for _, day := range days {
		then := q
		then.Filter.AsOf = day
		gone, err := membersOn(ctx, tx, then, `e.al = ? AND `+used, day)
		if err != nil {
			return nil, 0, err
		}
		list, ended = append(list, gone...), ended+len(gone)
	}
	return list, ended, nil
}

// membersOn returns the enti that pass the filter on its day and of which the
// condition on the row e of ente holds.
func membersOn(ctx context.Context, tx *db.Tx, q Question, condition string, values ...any) ([]*member, error) {
	query, args := q.Filter.Query()
	popolazione := `NULL`
	if slices.Contains(q.Per, PerClasse) {
		popolazione = `u.popolazione`
	}
	if q.EnteID != 0 {
		condition += ` AND u.id = ` + number(q.EnteID)
	}
	byID := map[int64]*member{}
	list, err := db.Collect(ctx, tx, func(scan db.Scan) (*member, error) {
		m := &member{}
		var residents *int64
		err := scan(&m.id, &m.tipo, &m.denominazione, &m.ipa, &m.regione, &m.provincia, &residents)
		m.classe = string(ente.NonNota)
		if residents != nil {
			m.classe = string(ente.ClasseDi(*residents, true))
		}
		byID[m.id] = m
		return m, err
	}, `SELECT u.id, u.tipo, u.denominazione, coalesce(e.ipa, ''), g.sigla, coalesce(p.sigla, ''), `+popolazione+`
		FROM (`+query+`) u JOIN ente e ON e.id = u.id JOIN regione g ON g.id = u.regione_id
		LEFT JOIN provincia p ON p.id = u.provincia_id WHERE `+condition+` ORDER BY u.id`, append(args, values...)...)
	if err != nil {
		return nil, err
	}
	if slices.Contains(q.Per, PerUnione) {
		if err := joinUnioni(ctx, tx, byID, q.Filter.AsOf); err != nil {
			return nil, err
		}
	}
	if slices.Contains(q.Per, PerResponsabile) {
		if err := joinResponsabili(ctx, tx, byID, q.Filter.AsOf); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// joinUnioni says to which Unioni the enti belong on the day.
func joinUnioni(ctx context.Context, tx *db.Tx, byID map[int64]*member, day periodo.Data) error {
	return db.Each(ctx, tx, func(scan db.Scan) error {
		var id, unione int64
		var name string
		if err := scan(&id, &unione, &name); err != nil {
			return err
		}
		if m := byID[id]; m != nil {
			m.unioni = append(m.unioni, Voce{Testo: name, chiave: number(unione), ordine: nome.Norm(name)})
		}
		return nil
	}, `SELECT a.comune_id, x.id, x.denominazione FROM adesione_unione a JOIN ente x ON x.id = a.unione_id
		WHERE `+validOn("a")+` AND `+validOn("x")+` ORDER BY a.comune_id, x.id`, day, day, day, day)
}

// joinResponsabili says who answers for the training of the enti on the day:
// the holders that the ente appointed itself or, without any, those of the
// Unione that covers it.
func joinResponsabili(ctx context.Context, tx *db.Tx, byID map[int64]*member, day periodo.Data) error {
	direct := map[int64]bool{}
	holders := map[int64]*Voce{}
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var id, persona int64
		var through bool
		var name, by string
		if err := scan(&id, &persona, &name, &by, &through); err != nil {
			return err
		}
		v := holders[persona]
		if v == nil {
			v = &Voce{Testo: number(persona), PersonaID: persona, Persona: name, chiave: number(persona), ordine: fmt.Sprintf("%020d", persona)}
			holders[persona] = v
		}
		if !slices.Contains(v.Enti, by) {
			v.Enti = append(v.Enti, by)
		}
		m := byID[id]
		if m == nil || through && direct[id] {
			return nil
		}
		direct[id] = direct[id] || !through
		if !slices.ContainsFunc(m.responsabili, func(v Voce) bool { return v.PersonaID == persona }) {
			m.responsabili = append(m.responsabili, Voce{PersonaID: persona})
		}
		return nil
	}, responsabiliQuery, day, day, day, day, day, day, day, day, day, day, day, day)
	for _, m := range byID {
		for i, v := range m.responsabili {
			m.responsabili[i] = *holders[v.PersonaID]
		}
	}
	return err
}

// responsabiliQuery returns the valid nomine of the role formazione: the ente
// that each is for, the holder, the ente that appointed, and 1 when that is
// another ente. Those of the enti themselves come first.
const responsabiliQuery = `
	SELECT t.per, t.persona_id, s.cognome || ' ' || s.nome, x.denominazione, t.altri
	FROM (
		SELECT n.ente_id AS per, n.persona_id, n.ente_id AS da, 0 AS altri
		FROM nomina n JOIN ruolo r ON r.id = n.ruolo_id AND r.codice = '` + roleFormazione + `'
		WHERE ` + nomina.ValidAt + `
		UNION ALL
		SELECT a.comune_id, n.persona_id, n.ente_id, 1
		FROM nomina n JOIN ruolo r ON r.id = n.ruolo_id AND r.codice = '` + roleFormazione + `'
		JOIN ente o ON o.id = n.ente_id AND (o.dal IS NULL OR o.dal <= ?) AND (o.al IS NULL OR o.al >= ?)
		JOIN adesione_unione a ON a.unione_id = n.ente_id AND a.dal <= ? AND (a.al IS NULL OR a.al >= ?)
		WHERE n.copre = 'aderenti' AND ` + nomina.ValidAt + `
		UNION ALL
		SELECT l.ente_id, n.persona_id, n.ente_id, 1
		FROM nomina n JOIN ruolo r ON r.id = n.ruolo_id AND r.codice = '` + roleFormazione + `'
		JOIN ente o ON o.id = n.ente_id AND (o.dal IS NULL OR o.dal <= ?) AND (o.al IS NULL OR o.al >= ?)
		JOIN nomina_estensione l ON l.nomina_id = n.id
		WHERE n.copre = 'elenco' AND ` + nomina.ValidAt + `
	) t JOIN persona s ON s.id = t.persona_id JOIN ente x ON x.id = t.da
	ORDER BY t.altri, t.per, t.persona_id, x.norma, x.id`

// voci returns the values of an ente in a dimension of the enti; one without
// any has the zero Voce. A nil member is an ente that does not exist.
func (m *member) voci(d Dimensione) []Voce {
	var list []Voce
	switch {
	case m == nil:
	case d == PerRegione:
		list = textVoce(m.regione)
	case d == PerProvincia:
		list = textVoce(m.provincia)
	case d == PerTipo:
		list = wordVoce(m.tipo, ente.Tipi())
	case d == PerClasse:
		list = wordVoce(ente.Classe(m.classe), ente.Classi())
	case d == PerUnione:
		list = m.unioni
	case d == PerResponsabile:
		list = m.responsabili
	case d == PerEnte:
		list = []Voce{{
			Testo: m.denominazione, Provincia: m.provincia, IPA: m.ipa,
			chiave: number(m.id), ordine: m.provincia + "\x00" + nome.Norm(m.denominazione),
		}}
	}
	if len(list) == 0 {
		list = []Voce{{}}
	}
	return list
}

// textVoce is the value of a dimension whose values are sigle or codes.
func textVoce(text string) []Voce {
	if text == "" {
		return nil
	}
	return []Voce{{Testo: text, chiave: text, ordine: text}}
}

// wordVoce is the value of a dimension whose values are words of a fixed list,
// in the order of that list.
func wordVoce[T ~string](word T, known []T) []Voce {
	return []Voce{{Testo: string(word), chiave: string(word), ordine: fmt.Sprintf("%02d", slices.Index(known, word))}}
}

func number(id int64) string { return strconv.FormatInt(id, 10) }
