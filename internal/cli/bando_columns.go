package cli

import (
	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/quota"
	"github.com/dtctl/dtctl/internal/render"
)

func bandoColumns() []render.Column[bando.Quadro] {
	type quadro = bando.Quadro
	return []render.Column[quadro]{
		{Key: "codice", Title: "Code", Value: func(q quadro) any { return q.Codice }},
		{Key: "titolo", Title: "Title", Value: func(q quadro) any { return q.Titolo }},
		{Key: "gestione", Title: "Run by", Value: func(q quadro) any { return string(q.Gestione) }},
		{Key: "ente", Title: "Ente", Value: func(q quadro) any { return orNull(q.Ente) }, Wide: true},
		{Key: "ipa", Title: "IPA", Value: func(q quadro) any { return orNull(q.IPA) }, Wide: true},
		{Key: "fonte", Title: "Source", Value: func(q quadro) any { return orNull(q.Fonte) }},
		{Key: "misura", Title: "Measure", Value: func(q quadro) any { return orNull(q.Misura) }, Wide: true},
		{Key: "natura", Title: "Nature", Value: func(q quadro) any { return orNull(string(q.Natura)) }, Wide: true},
		{Key: "quota_max", Title: "Greatest share %", Value: func(q quadro) any { return shareOrNull(q.QuotaMax) }, Wide: true, Number: true},
		{Key: "contributo_max", Title: "Greatest contribution €", Value: func(q quadro) any { return limitOrNull(q.ContributoMax) }, Wide: true, Number: true},
		{Key: "beneficiari", Title: "Who may apply", Value: func(q quadro) any { return admitted(q.Bando) }, Wide: true, None: "everybody"},
		{Key: "pubblicato_il", Title: "Published", Value: func(q quadro) any { return q.PubblicatoIl }, Wide: true},
		{Key: "apre", Title: "Opens", Value: func(q quadro) any { return q.Apre }},
		{Key: "scade", Title: "Closes", Value: func(q quadro) any { return q.Scade }},
		{Key: "stato", Title: "Status", Value: func(q quadro) any { return string(q.Stato) }},
		{Key: "dotazione", Title: "Endowment €", Value: func(q quadro) any { return endowed(q, q.Dotazione) }, Number: true},
		{Key: "concesso", Title: "Granted €", Value: func(q quadro) any { return q.Concesso }},
		{Key: "residuo", Title: "Left €", Value: func(q quadro) any { return endowed(q, q.Residuo()) }, Number: true},
		{Key: "impegnato", Title: "Granted %", Value: func(q quadro) any { return quota.Of(int64(q.Concesso), int64(q.Dotazione), 1) }, Wide: true, Number: true},
		{Key: "progetti", Title: "Projects", Value: func(q quadro) any { return q.Progetti }},
		{Key: "finanziati", Title: "Funded", Value: func(q quadro) any { return q.Finanziati }, Wide: true},
		{Key: "url", Title: "Web page", Value: func(q quadro) any { return orNull(q.URL) }, Wide: true},
		{Key: "note", Title: "Note", Value: func(q quadro) any { return orNull(q.Note) }, Wide: true},
	}
}

// endowed returns an amount that only a call with an endowment has.
func endowed(q bando.Quadro, amount euro.Importo) any {
	if !q.HaDotazione {
		return nil
	}
	return amount
}

// shareOrNull returns hundredths of a percent as a share, nil without a limit.
func shareOrNull(hundredths int64) any {
	if hundredths == 0 {
		return nil
	}
	return quota.Of(hundredths, 100_00, 2)
}

// limitOrNull returns an amount, nil without a limit.
func limitOrNull(amount euro.Importo) any {
	if amount == 0 {
		return nil
	}
	return amount
}

// admitted returns who may apply for a call, nil when everybody may.
func admitted(b bando.Bando) any {
	if len(b.Beneficiari) == 0 {
		return nil
	}
	return b.Ammessi()
}

// bandoSchedaColumns are the columns of a whole call: its own, then its figures
// and its words, then what belongs to it.
func bandoSchedaColumns() []render.Column[bando.Scheda] {
	type scheda = bando.Scheda
	var columns []render.Column[scheda]
	for _, c := range bandoColumns() {
		columns = append(columns, render.Column[scheda]{
			Key: c.Key, Title: c.Title, None: c.None, Value: func(s scheda) any { return c.Value(s.Quadro) },
		})
	}
	return append(columns, []render.Column[scheda]{
		{Key: "data", Title: "Day", Value: func(s scheda) any { return s.AsOf }},
		{Key: "ammessi", Title: "Admitted", Value: func(s scheda) any { return s.Ammessi }},
		{Key: "non_ammessi", Title: "Not admitted", Value: func(s scheda) any { return s.NonAmmessi }},
		{Key: "giorni_ammissione", Title: "Days from publication to admission (median)", Value: func(s scheda) any { return valueOrNull(s.Attesa) }},
		{Key: "destinatari", Title: "For whom", Value: func(s scheda) any { return orNull(s.Destinatari) }},
		{Key: "finalita", Title: "Purpose", Value: func(s scheda) any { return orNull(s.Finalita) }},
		{Key: "criteri", Title: "Criteria", Value: func(s scheda) any { return orNull(s.Criteri) }},
		{Key: "atti", Title: "Its acts", Value: func(s scheda) any { return render.List(bandoAttoColumns(), s.Atti) }},
		{Key: "dotazioni", Title: "Acts of endowment", Value: func(s scheda) any { return render.List(dotazioneColumns(), s.Dotazioni) }},
		{Key: "categorie", Title: "Categories of spending", Value: func(s scheda) any { return render.List(categoriaColumns()[1:], s.Categorie) }},
		{Key: "temi", Title: "Themes", Value: func(s scheda) any { return render.List(temaColumns()[1:], s.Temi) }},
	}...)
}

// valueOrNull returns what v points to, nil for nothing.
func valueOrNull[T any](v *T) any {
	if v == nil {
		return nil
	}
	return *v
}

func bandoAttoColumns() []render.Column[bando.Atto] {
	return []render.Column[bando.Atto]{
		{Key: "stato", Title: "Status", Value: func(a bando.Atto) any { return string(a.Stato) }},
		{Key: "data", Title: "Day", Value: func(a bando.Atto) any { return a.Data }},
		{Key: "atto", Title: "Act", Value: func(a bando.Atto) any { return orNull(a.Atto) }},
	}
}

func dotazioneColumns() []render.Column[bando.Dotazione] {
	return []render.Column[bando.Dotazione]{
		{Key: "data", Title: "Day", Value: func(d bando.Dotazione) any { return d.Data }},
		{Key: "importo", Title: "Amount €", Value: func(d bando.Dotazione) any { return d.Importo }},
		{Key: "atto", Title: "Act", Value: func(d bando.Dotazione) any { return orNull(d.Atto) }},
	}
}

// categoriaColumns are the columns of categories, that of their call first.
func categoriaColumns() []render.Column[bando.Categoria] {
	return []render.Column[bando.Categoria]{
		{Key: "bando", Title: "Call", Value: func(c bando.Categoria) any { return c.Bando }},
		{Key: "codice", Title: "Category", Value: func(c bando.Categoria) any { return c.Codice }},
		{Key: "nome", Title: "Name", Value: func(c bando.Categoria) any { return orNull(c.Nome) }},
		{Key: "ammissibile", Title: "Admissible", Value: func(c bando.Categoria) any { return c.Ammissibile }},
		{Key: "natura", Title: "Nature", Value: func(c bando.Categoria) any { return string(c.Natura) }},
	}
}

// temaColumns are the columns of themes, that of their call first.
func temaColumns() []render.Column[bando.Tema] {
	return []render.Column[bando.Tema]{
		{Key: "bando", Title: "Call", Value: func(t bando.Tema) any { return t.Bando }},
		{Key: "codice", Title: "Theme", Value: func(t bando.Tema) any { return t.Codice }},
		{Key: "titolo", Title: "Title", Value: func(t bando.Tema) any { return t.Titolo }},
		{Key: "dimensione", Title: "Dimension", Value: func(t bando.Tema) any { return orNull(string(t.Dimensione)) }},
		{Key: "progetti", Title: "Projects", Value: func(t bando.Tema) any { return t.Progetti }},
	}
}
