package coverage

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/programma"
	"github.com/dtctl/dtctl/internal/ruolo"
)

// Istantanea is the figures that were given away under a label, as they were.
type Istantanea struct {
	Etichetta string
	// SalvataIl is the day on which they were saved.
	SalvataIl periodo.Data
	// Saved and SavedTotals are the figures of then, as Answer has them.
	Saved, SavedTotals []Row
	// Now is the answer of today's database to the same question, on the same
	// day.
	Now Answer
}

// parametri is a question as it is stored. It holds ids, so that a code or a
// name that changes later still asks the same.
type parametri struct {
	Metrica   string        `json:"metrica"`
	Programma int64         `json:"programma,omitempty"`
	Per100    bool          `json:"per_100,omitempty"`
	Ruoli     []int64       `json:"ruoli,omitempty"`
	Scelti    bool          `json:"scelti,omitempty"`
	Regioni   []int64       `json:"regioni,omitempty"`
	Province  []int64       `json:"province,omitempty"`
	Tipi      []ente.Tipo   `json:"tipi,omitempty"`
	Classi    []ente.Classe `json:"classi,omitempty"`
	Capoluogo *bool         `json:"capoluogo,omitempty"`
	Aree      []int64       `json:"aree,omitempty"`
	Unioni    []int64       `json:"unioni,omitempty"`
	Cerca     string        `json:"cerca,omitempty"`
	Base      Base          `json:"base"`
	Peso      Peso          `json:"peso"`
	Per       Dimensione    `json:"per,omitempty"`
	// Piattaforma is empty but for conventions, Corso and Edizione are 0 where
	// the enrolments of all of them count.
	Piattaforma string `json:"piattaforma,omitempty"`
	Corso       int64  `json:"corso,omitempty"`
	Edizione    int64  `json:"edizione,omitempty"`
	// Bando is 0 where the projects of all calls count.
	Bando       int64 `json:"bando,omitempty"`
	Interessati bool  `json:"interessati,omitempty"`
	Decimali    int   `json:"decimali"`
}

// riga is a row as it is stored.
type riga struct {
	Totale     bool       `json:"totale,omitempty"`
	Gruppo     string     `json:"gruppo,omitempty"`
	Ruolo      string     `json:"ruolo,omitempty"`
	Misurati   int64      `json:"misurati"`
	Diretti    int64      `json:"diretti"`
	Tramite    int64      `json:"tramite"`
	Esclusi    int64      `json:"esclusi"`
	Iscrizioni Iscrizioni `json:"iscrizioni,omitzero"`
}

func rigaOf(r Row, totale bool) riga {
	return riga{totale, r.Gruppo, r.Ruolo, r.Misurati, r.Diretti, r.Tramite, r.Esclusi, r.Iscrizioni}
}

// Save keeps the figures of an answer under a label; today is the day on which
// it does. It returns a fault of kind Usage for an empty label and of kind
// Failed for one that is taken.
func Save(ctx context.Context, tx *db.Tx, a Answer, label string, today periodo.Data) error {
	label = strings.TrimSpace(label)
	if label == "" {
		return fault.New(fault.Usage, "saved figures need a label").WithHint("such as --save press-2021-07-15")
	}
	labels, err := Labels(ctx, tx)
	if err != nil {
		return err
	}
	if slices.Contains(labels, label) {
		return fault.New(fault.Failed, "figures called %q have been saved already, and stay as they are", label).
			WithHint("choose another label, or look at them with: dtctl coverage --compare %q", label)
	}
	asked, err := json.Marshal(stored(a.Question))
	if err != nil {
		return err
	}
	var rows []riga
	for _, r := range a.Rows {
		rows = append(rows, rigaOf(r, false))
	}
	for _, r := range a.Totals {
		rows = append(rows, rigaOf(r, true))
	}
	figures, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	_, err = tx.Insert(ctx, `INSERT INTO istantanea (etichetta, salvata_il, al, parametri, righe) VALUES (?, ?, ?, ?, ?)`,
		label, today, a.Question.Filter.AsOf, string(asked), string(figures))
	return err
}

// Labels returns the labels of the saved figures in alphabetical order.
func Labels(ctx context.Context, tx *db.Tx) ([]string, error) {
	return db.Collect(ctx, tx, db.Value[string], `SELECT etichetta FROM istantanea ORDER BY etichetta`)
}

// Compare returns the figures saved under a label and the same question's
// answer of now. It returns a fault of kind Failed when there is no such
// label, with similar ones as a hint, or when a role or the programme of the
// question is no longer there.
func Compare(ctx context.Context, tx *db.Tx, label string) (Istantanea, error) {
	i := Istantanea{Etichetta: strings.TrimSpace(label)}
	var asked, figures string
	var day periodo.Data
	_, found, err := db.First(ctx, tx, func(scan db.Scan) (bool, error) {
		return true, scan(&i.SalvataIl, &day, &asked, &figures)
	}, `SELECT salvata_il, al, parametri, righe FROM istantanea WHERE etichetta = ?`, i.Etichetta)
	if err != nil {
		return i, err
	}
	if !found {
		return i, noSuchLabel(ctx, tx, i.Etichetta)
	}
	var p parametri
	if err := json.Unmarshal([]byte(asked), &p); err != nil {
		return i, damaged(i.Etichetta, err)
	}
	var rows []riga
	if err := json.Unmarshal([]byte(figures), &rows); err != nil {
		return i, damaged(i.Etichetta, err)
	}
	for _, r := range rows {
		row := Row{r.Gruppo, r.Ruolo, r.Misurati, r.Diretti, r.Tramite, r.Esclusi, r.Iscrizioni}
		if r.Totale {
			i.SavedTotals = append(i.SavedTotals, row)
		} else {
			i.Saved = append(i.Saved, row)
		}
	}
	q, err := p.question(ctx, tx, day)
	if err != nil {
		return i, err
	}
	if i.Now, err = Compute(ctx, tx, q); err != nil {
		return i, err
	}
	if len(i.SavedTotals) != len(i.Now.Totals) {
		return i, damaged(i.Etichetta, nil)
	}
	i.rename()
	return i, nil
}

// rename gives the roles of then the codes of now, so that the same role is
// compared with itself.
func (i *Istantanea) rename() {
	now := map[string]string{}
	for n, t := range i.SavedTotals {
		now[t.Ruolo] = i.Now.Totals[n].Ruolo
	}
	for _, rows := range [][]Row{i.Saved, i.SavedTotals} {
		for n := range rows {
			rows[n].Ruolo = now[rows[n].Ruolo]
		}
	}
}

func noSuchLabel(ctx context.Context, tx *db.Tx, label string) error {
	labels, err := Labels(ctx, tx)
	if err != nil {
		return err
	}
	f := fault.New(fault.Failed, "no figures called %q have been saved", label)
	if len(labels) == 0 {
		return f.WithHint("save some with: dtctl coverage --save %q", label)
	}
	near := nome.Suggest(nome.Norm(label), labels, nome.Norm)
	if len(near) == 0 {
		near = labels
	}
	return f.WithHint("there are: %s", strings.Join(near, ", "))
}

func damaged(label string, cause error) error {
	return fault.New(fault.Damaged, "the figures saved as %q cannot be read", label).
		WithHint("check the database with: dtctl db check").WithCause(cause)
}

func stored(q Question) parametri {
	p := parametri{
		Metrica: q.Metric.Nome, Programma: q.Programma.ID, Scelti: q.Scelti,
		Regioni: q.Filter.Regioni, Province: q.Filter.Province, Tipi: q.Filter.Tipi, Classi: q.Filter.Classi,
		Capoluogo: q.Filter.Capoluogo, Aree: q.Filter.Aree, Unioni: q.Filter.Unioni, Cerca: q.Filter.Search,
		Base: q.Base, Peso: q.Peso, Per: q.Per, Decimali: q.Decimali, Per100: q.Metric.Per100,
		Piattaforma: q.Piattaforma, Corso: q.Corsi.CorsoID, Edizione: q.Corsi.EdizioneID,
		Bando: q.Bandi.Bando.ID, Interessati: q.Bandi.Interessati,
	}
	for _, r := range q.Ruoli {
		p.Ruoli = append(p.Ruoli, r.ID)
	}
	return p
}

// question is the inverse of stored.
func (p parametri) question(ctx context.Context, tx *db.Tx, day periodo.Data) (Question, error) {
	q := Question{
		Subject: Subject{Scelti: p.Scelti},
		Filter: ente.Filter{
			Regioni: p.Regioni, Province: p.Province, Tipi: p.Tipi, Classi: p.Classi, Capoluogo: p.Capoluogo,
			Aree: p.Aree, Unioni: p.Unioni, Search: p.Cerca, AsOf: day,
		},
		Base: p.Base, Peso: p.Peso, Per: p.Per, Decimali: p.Decimali, Piattaforma: p.Piattaforma,
	}
	var err error
	if q.Metric, err = FindMetric(p.Metrica, p.Per100); err != nil {
		return q, err
	}
	if q.Corsi, err = p.corsi(ctx, tx); err != nil {
		return q, err
	}
	if q.Bandi, err = p.bandi(ctx, tx); err != nil {
		return q, err
	}
	programmes, err := programma.List(ctx, tx)
	if err != nil {
		return q, err
	}
	roles, err := ruolo.List(ctx, tx, 0)
	if err != nil {
		return q, err
	}
	if i := slices.IndexFunc(programmes, func(o programma.Programma) bool { return o.ID == p.Programma }); i >= 0 {
		q.Programma = programmes[i]
	}
	for _, id := range p.Ruoli {
		if i := slices.IndexFunc(roles, func(r ruolo.Ruolo) bool { return r.ID == id }); i >= 0 {
			q.Ruoli = append(q.Ruoli, roles[i])
		}
	}
	if q.Programma.ID != p.Programma || len(q.Ruoli) != len(p.Ruoli) {
		return q, fault.New(fault.Failed, "the programme or a role of these figures is no longer there").
			WithHint("see the programmes with: dtctl programma list")
	}
	return q, nil
}

// corsi returns the course or the edition by whose enrolments the figures were
// restricted.
func (p parametri) corsi(ctx context.Context, tx *db.Tx) (Corsi, error) {
	c := Corsi{CorsoID: p.Corso, EdizioneID: p.Edizione}
	if p.Corso == 0 && p.Edizione == 0 {
		return c, nil
	}
	var found bool
	var err error
	c.Codice, found, err = db.First(ctx, tx, db.Value[string], `SELECT codice FROM corso WHERE id = ?
		UNION ALL SELECT c.codice || '/' || z.numero FROM edizione z JOIN corso c ON c.id = z.corso_id WHERE z.id = ?`,
		p.Corso, p.Edizione)
	if err == nil && !found {
		err = fault.New(fault.Failed, "the course or the edition of these figures is no longer there").
			WithHint("see the courses with: dtctl corso list")
	}
	return c, err
}

// bandi returns the call by whose projects the figures were restricted, and
// whether those concerned counted.
func (p parametri) bandi(ctx context.Context, tx *db.Tx) (Bandi, error) {
	b := Bandi{Interessati: p.Interessati}
	if p.Bando == 0 {
		return b, nil
	}
	var err error
	if b.Bando, err = bando.FindID(ctx, tx, p.Bando); err == nil && b.Bando.ID == 0 {
		err = fault.New(fault.Failed, "the call of these figures is no longer there").
			WithHint("see the calls with: dtctl bando list")
	}
	return b, err
}
