package render

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/quota"
)

// speaker is a Locale with few words.
type speaker struct {
	lang  string
	words map[string]string
}

func italian() Locale {
	return speaker{lang: "it", words: map[string]string{
		"Body": "Ente", "Code": "Codice", "Since": "Dal", "Open": "Aperto", "Bodies": "Enti",
		"Covered": "Coperti", "Change": "Δ p.p.", "Status": "Stato", "Contacts": "Contatti",
		"Nomine": "Nomine", "Role": "Ruolo", "Read": "Letto", "Province": "Prov",
		"Total": "Totale", "Universe": "Universo", "Field": "Campo", "Value": "Valore",
		"yes": "sì", "no": "no", "Phone": "Telefono", "Basis": "Base",
		"invited": "invitato", "January %s": "gennaio %s", "Coverage of %s": "Copertura di %s", "direct": "diretta",
		"%d row": "%d riga", "%d rows": "%d righe", "%d bodies": "%d enti",
		"%s has changed": "%s è cambiato",
	}}
}

func english() Locale { return speaker{lang: "en"} }

func (s speaker) T(english string) string { return cmp.Or(s.words[english], english) }

func (s speaker) Text(t message.Text) string {
	t.Format = s.T(t.Format)
	if t.Many != "" {
		t.Many = s.T(t.Many)
	}
	return t.String()
}

func (s speaker) Date(d periodo.Data) string {
	if s.lang == "it" {
		return d.Italian()
	}
	return d.String()
}

func (s speaker) Integer(n int64) string {
	mark := ","
	if s.lang == "it" {
		mark = "."
	}
	digits := strconv.FormatInt(n, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + mark + digits[i:]
	}
	return digits
}

func (s speaker) Decimal(n string) string {
	if s.lang == "it" {
		return strings.Replace(n, ".", ",", 1)
	}
	return n
}

func (s speaker) Compare(a, b string) int { return strings.Compare(fold(a), fold(b)) }

func (s speaker) Lang() string { return s.lang }

func fold(s string) string {
	return strings.NewReplacer("à", "a", "è", "e", "ì", "i").Replace(strings.ToLower(s))
}

// body is a row of the listing that the golden files show.
type body struct {
	code, name string
	since      periodo.Data
	open       bool
	people     any
	covered    quota.Quota
	change     quota.Punti
	status     message.Text
	contacts   []string
	read       time.Time
	nomine     Listing
}

func bodyColumns() []Column[body] {
	return []Column[body]{
		{Key: "codice", Title: "Code", Value: func(b body) any { return b.code }},
		{Key: "ente", Title: "Body", Value: func(b body) any { return b.name }},
		{Key: "dal", Title: "Since", Value: func(b body) any { return b.since }},
		{Key: "aperto", Title: "Open", Value: func(b body) any { return b.open }},
		{Key: "abitanti", Title: "Abitanti", Value: func(b body) any { return b.people }},
		{Key: "coperti", Title: "Covered", Value: func(b body) any { return b.covered }},
		{Key: "variazione", Title: "Change", Value: func(b body) any { return b.change }},
		{Key: "stato", Title: "Status", Value: func(b body) any { return b.status }},
		{Key: "contatti", Title: "Contacts", Value: func(b body) any { return b.contacts }, Wide: true},
		{Key: "letto", Title: "Read", Value: func(b body) any { return b.read }, Wide: true},
		{Key: "nomine", Title: "Nomine", Value: func(b body) any { return b.nomine }, Wide: true},
	}
}

func bodies() []body {
	day := periodo.MustParse
	type nomina struct {
		role string
		from periodo.Data
	}
	nomine := List([]Column[nomina]{
		{Key: "ruolo", Title: "Role", Value: func(n nomina) any { return n.role }},
		{Key: "dal", Title: "Since", Value: func(n nomina) any { return n.from }},
	}, []nomina{{"comunicazione", day("2021-03-01")}, {"formazione", periodo.Data{}}})
	return []body{
		{
			code: "015146", name: "Comune di Forlì <capoluogo> & altri", since: day("1861-03-17"), open: true,
			people: 117000, covered: quota.Of(258, 330, 1),
			change: quota.Punti{From: quota.Of(200, 330, 1), To: quota.Of(258, 330, 1)},
			status: message.New("invited"), contacts: []string{"a@x.it", "b@x.it"},
			read: time.Date(2021, 7, 15, 9, 30, 0, 0, time.UTC), nomine: nomine,
		},
		{
			code: "c_f257", name: "=HYPERLINK(\"http://x\";\"|y\")", since: day("2021-07-15"),
			people: int64(1234567), covered: quota.Of(330, 330, 1),
			change: quota.Punti{From: quota.Of(330, 330, 1), To: quota.Of(258, 330, 1)},
		},
		{code: "7812345E12", name: "Nome\x1b[31m\u202e\nstrano 界 e\u0301"},
	}
}

func bodyListing() Listing { return List(bodyColumns(), bodies()) }

// share is a row of the report that the golden files show.
type share struct {
	province           any
	bodies, covered    int64
	percent, territory quota.Quota
}

func shareColumns() []Column[share] {
	return []Column[share]{
		{Key: "provincia", Title: "Province", Value: func(s share) any { return s.province }},
		{Key: "enti", Title: "Bodies", Value: func(s share) any { return s.bodies }},
		{Key: "coperti", Title: "Covered", Value: func(s share) any { return s.covered }},
		{Key: "percentuale", Title: "%", Value: func(s share) any { return s.percent }},
		{Key: "territorio", Title: "Territory", Value: func(s share) any { return s.territory }, Wide: true},
	}
}

func newShare(province any, bodies, covered int64) share {
	return share{province, bodies, covered, quota.Of(covered, bodies, 1), quota.Quota{}}
}

func coverageReport() Report {
	return Report{
		Title: message.New("Coverage of %s", "Emilia-Romagna"),
		Parameters: []Parameter{
			{Key: "ruolo", Title: "Role", Value: "comunicazione"}, {Key: "base", Title: "Basis", Value: message.New("direct")}, {Key: "tipo", Title: "Type"},
		},
		AsOf: periodo.MustParse("2021-07-15"),
		Universe: Universe{
			Text:   message.Count(330, "%d body", "%d bodies", 330),
			Fields: []Field{{"enti", 330}, {"tipo", "comune"}},
		},
		Rows:  List(shareColumns(), []share{newShare("BO", 55, 48), newShare("FC", 30, 24), newShare("XX", 0, 0)}),
		Total: Total{Rows: List(shareColumns(), []share{newShare(nil, 85, 72)}).Rows},
		Notes: []message.Text{message.New("%s has changed", "Ventasso|*")},
	}
}

// bodyRecord is one row with a listing inside.
func bodyRecord() Listing { return List(bodyColumns(), bodies()[:1]) }
