package cli

import (
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/render"
)

// enteColumns are the columns of an ente as of a day.
func enteColumns() []render.Column[ente.Ente] {
	return []render.Column[ente.Ente]{
		{Key: "id", Title: "Number", Value: func(e ente.Ente) any { return render.ID(e.ID) }, Wide: true},
		{Key: "denominazione", Title: "Name", Value: func(e ente.Ente) any { return e.Denominazione }},
		{Key: "tipo", Title: "Type", Value: func(e ente.Ente) any { return string(e.Tipo) }},
		{Key: "provincia", Title: "Province", Value: func(e ente.Ente) any { return orNull(e.Provincia) }},
		{Key: "regione", Title: "Region", Value: func(e ente.Ente) any { return e.Regione }},
		{Key: "ipa", Title: "IPA", Value: func(e ente.Ente) any { return orNull(e.IPA) }},
		{Key: "istat", Title: "ISTAT", Value: func(e ente.Ente) any { return orNull(e.Istat) }},
		{Key: "belfiore", Title: "Belfiore", Value: func(e ente.Ente) any { return orNull(e.Belfiore) }, Wide: true},
		{Key: "cf", Title: "Codice fiscale", Value: func(e ente.Ente) any { return orNull(e.CF) }, Wide: true},
		{Key: "piva", Title: "Partita IVA", Value: func(e ente.Ente) any { return orNull(e.PIVA) }, Wide: true},
		{Key: "popolazione", Title: "Residents", Value: func(e ente.Ente) any { return orUnknown(e.Popolazione) }},
		{Key: "classe", Title: "Class", Value: func(e ente.Ente) any { return string(e.Classe()) }, Wide: true},
		{Key: "dipendenti", Title: "Employees", Value: func(e ente.Ente) any { return orUnknown(e.Dipendenti) }, Wide: true},
		{Key: "capoluogo", Title: "Capoluogo", Value: func(e ente.Ente) any { return e.Capoluogo }, Wide: true},
		{Key: "pec", Title: "PEC", Value: func(e ente.Ente) any { return orNull(e.PEC) }, Wide: true},
		{Key: "email", Title: "E-mail", Value: func(e ente.Ente) any { return orNull(e.Email) }, Wide: true},
		{Key: "telefono", Title: "Telephone", Value: func(e ente.Ente) any { return orNull(e.Telefono) }, Wide: true},
		{Key: "sito", Title: "Web site", Value: func(e ente.Ente) any { return orNull(e.Sito) }, Wide: true},
		{Key: "in_liquidazione", Title: "In liquidation", Value: func(e ente.Ente) any { return e.InLiquidazione }, Wide: true},
		{Key: "dal", Title: "From", Value: func(e ente.Ente) any { return e.Dal }, Wide: true},
		{Key: "al", Title: "To", Value: func(e ente.Ente) any { return e.Al }, Wide: true},
		{Key: "motivo_fine", Title: "Reason for the end", Value: func(e ente.Ente) any { return orNull(string(e.MotivoFine)) }, Wide: true},
		{Key: "note", Title: "Note", Value: func(e ente.Ente) any { return orNull(e.Note) }, Wide: true},
	}
}

// orUnknown returns the cell of a figure that may not be known.
func orUnknown(n *int64) any {
	if n == nil {
		return nil
	}
	return *n
}

// dettaglioColumns are the columns of an ente with its history and its ties.
func dettaglioColumns() []render.Column[ente.Dettaglio] {
	var columns []render.Column[ente.Dettaglio]
	for _, c := range enteColumns() {
		columns = append(columns, render.Column[ente.Dettaglio]{
			Key: c.Key, Title: c.Title, Value: func(d ente.Dettaglio) any { return c.Value(d.Ente) },
		})
	}
	return append(columns, []render.Column[ente.Dettaglio]{
		{Key: "successore", Title: "Successor", Value: func(d ente.Dettaglio) any { return orNull(d.Successore.Nome) }},
		{Key: "predecessori", Title: "Predecessors", Value: func(d ente.Dettaglio) any { return render.List(legameColumns(), d.Predecessori) }},
		{Key: "collocazioni", Title: "Where it lay", Value: func(d ente.Dettaglio) any { return render.List(collocazioneColumns(), d.Collocazioni) }},
		{Key: "nomi", Title: "Names", Value: func(d ente.Dettaglio) any { return render.List(nomeColumns(), d.Nomi) }},
		{Key: "dati", Title: "Figures", Value: func(d ente.Dettaglio) any { return render.List(datoColumns(), d.Dati) }},
		{Key: "unioni", Title: "Unioni it joined", Value: func(d ente.Dettaglio) any { return render.List(legameColumns(), d.Unioni) }},
		{Key: "membri", Title: "Members", Value: func(d ente.Dettaglio) any { return render.List(legameColumns(), d.Membri) }},
		{Key: "aree", Title: "Areas", Value: func(d ente.Dettaglio) any { return render.List(legameColumns(), d.Aree) }},
	}...)
}

func collocazioneColumns() []render.Column[ente.Collocazione] {
	return []render.Column[ente.Collocazione]{
		{Key: "regione", Title: "Region", Value: func(c ente.Collocazione) any { return c.Regione }},
		{Key: "provincia", Title: "Province", Value: func(c ente.Collocazione) any { return orNull(c.Provincia) }},
		{Key: "istat", Title: "ISTAT", Value: func(c ente.Collocazione) any { return orNull(c.Istat) }},
		{Key: "capoluogo", Title: "Capoluogo", Value: func(c ente.Collocazione) any { return c.Capoluogo }},
		{Key: "dal", Title: "From", Value: func(c ente.Collocazione) any { return c.Dal }},
		{Key: "al", Title: "To", Value: func(c ente.Collocazione) any { return c.Al }},
	}
}

func nomeColumns() []render.Column[ente.Nome] {
	return []render.Column[ente.Nome]{
		{Key: "nome", Title: "Name", Value: func(n ente.Nome) any { return n.Nome }},
		{Key: "tipo", Title: "Kind", Value: func(n ente.Nome) any { return string(n.Tipo) }},
	}
}

func datoColumns() []render.Column[ente.Dato] {
	return []render.Column[ente.Dato]{
		{Key: "grandezza", Title: "Figure", Value: func(d ente.Dato) any { return string(d.Grandezza) }},
		{Key: "valore", Title: "Value", Value: func(d ente.Dato) any { return d.Valore }},
		{Key: "data_rif", Title: "Day", Value: func(d ente.Dato) any { return d.DataRif }},
		{Key: "fonte", Title: "Source", Value: func(d ente.Dato) any { return d.Fonte }},
	}
}

func legameColumns() []render.Column[ente.Legame] {
	return []render.Column[ente.Legame]{
		{Key: "codice", Title: "Code", Value: func(l ente.Legame) any { return orNull(l.Codice) }},
		{Key: "nome", Title: "Name", Value: func(l ente.Legame) any { return l.Nome }},
		{Key: "dal", Title: "From", Value: func(l ente.Legame) any { return l.Dal }},
		{Key: "al", Title: "To", Value: func(l ente.Legame) any { return l.Al }},
	}
}
