package cli

import (
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
)

// nominaColumns are the columns of nomine; the days since an invitation run to
// the day. Who was appointed, and notes, are shown only where names are asked
// for.
func nominaColumns(withNames bool, day periodo.Data) []render.Column[nomina.Nomina] {
	columns := []render.Column[nomina.Nomina]{
		{Key: "id", Title: "Number", Value: func(n nomina.Nomina) any { return render.ID(n.ID) }},
		{Key: "ente", Title: "Ente", Value: func(n nomina.Nomina) any { return n.Ente }},
		{Key: "ipa", Title: "IPA", Value: func(n nomina.Nomina) any { return orNull(n.IPA) }, Wide: true},
		{Key: "tipo", Title: "Type", Value: func(n nomina.Nomina) any { return n.Tipo }, Wide: true},
		{Key: "regione", Title: "Region", Value: func(n nomina.Nomina) any { return orNull(n.Regione) }, Wide: true},
		{Key: "provincia", Title: "Prov.", Value: func(n nomina.Nomina) any { return orNull(n.Provincia) }},
		{Key: "ruolo", Title: "Role", Value: func(n nomina.Nomina) any { return n.Ruolo }},
		{Key: "programma", Title: "Programme", Value: func(n nomina.Nomina) any { return orNull(n.Programma) }, Wide: true},
		{Key: "stato", Title: "Status", Value: func(n nomina.Nomina) any { return string(n.Stato) }},
		{Key: "invitato_il", Title: "Invited on", Value: func(n nomina.Nomina) any { return n.InvitatoIl }},
		{Key: "giorni", Title: "Days waiting", Value: func(n nomina.Nomina) any { return waiting(n, day) }, Wide: true},
		{Key: "dal", Title: "From", Value: func(n nomina.Nomina) any { return n.Dal }},
		{Key: "al", Title: "To", Value: func(n nomina.Nomina) any { return n.Al }},
	}
	if withNames {
		columns = append(columns,
			render.Column[nomina.Nomina]{Key: "persona", Title: "Person", Value: func(n nomina.Nomina) any { return orNull(n.Persona) }},
			render.Column[nomina.Nomina]{Key: "note", Title: "Note", Value: func(n nomina.Nomina) any { return orNull(n.Note) }, Wide: true})
	}
	return append(columns, []render.Column[nomina.Nomina]{
		{Key: "persona_id", Title: "Person number", Value: func(n nomina.Nomina) any { return idOrNull(n.PersonaID) }, Wide: true},
		{Key: "atto", Title: "Act", Value: func(n nomina.Nomina) any { return orNull(string(n.Atto.Tipo)) }, Wide: true},
		{Key: "atto_numero", Title: "Act number", Value: func(n nomina.Nomina) any { return orNull(n.Atto.Numero) }, Wide: true},
		{Key: "atto_data", Title: "Act date", Value: func(n nomina.Nomina) any { return n.Atto.Data }, Wide: true},
		{Key: "protocollo", Title: "Protocol", Value: func(n nomina.Nomina) any { return orNull(n.Atto.Protocollo) }, Wide: true},
		{Key: "forma", Title: "Form", Value: func(n nomina.Nomina) any { return string(n.Forma) }, Wide: true},
		{Key: "copre", Title: "Covers", Value: func(n nomina.Nomina) any { return string(n.Copre) }, Wide: true},
		{Key: "motivo_fine", Title: "Reason for the end", Value: func(n nomina.Nomina) any { return orNull(n.MotivoFine) }, Wide: true},
	}...)
}

// waiting returns how many days an invitation has waited for an answer, nil
// for what does not wait.
func waiting(n nomina.Nomina, day periodo.Data) any {
	if n.Stato != nomina.Invitato || n.InvitatoIl.IsZero() {
		return nil
	}
	return day.DaysSince(n.InvitatoIl)
}

func idOrNull(id int64) any {
	if id == 0 {
		return nil
	}
	return render.ID(id)
}

// nominaScheda is a nomina with the comuni that it covers.
type nominaScheda struct {
	nomina.Nomina
	coperti []nomina.Coperto
}

func nominaSchedaColumns(day periodo.Data) []render.Column[nominaScheda] {
	var columns []render.Column[nominaScheda]
	for _, c := range nominaColumns(true, day) {
		columns = append(columns, render.Column[nominaScheda]{
			Key: c.Key, Title: c.Title, Value: func(s nominaScheda) any { return c.Value(s.Nomina) },
		})
	}
	return append(columns, render.Column[nominaScheda]{
		Key: "coperti", Title: "Comuni covered",
		Value: func(s nominaScheda) any { return render.List(copertoColumns(), s.coperti) },
	})
}

func copertoColumns() []render.Column[nomina.Coperto] {
	return []render.Column[nomina.Coperto]{
		{Key: "ipa", Title: "IPA", Value: func(c nomina.Coperto) any { return orNull(c.IPA) }},
		{Key: "denominazione", Title: "Name", Value: func(c nomina.Coperto) any { return c.Denominazione }},
		{Key: "provincia", Title: "Prov.", Value: func(c nomina.Coperto) any { return orNull(c.Provincia) }},
	}
}

// scopertoColumns are the columns of the enti that lack the holder of a role.
func scopertoColumns(day periodo.Data) []render.Column[nomina.Scoperto] {
	return []render.Column[nomina.Scoperto]{
		{Key: "ipa", Title: "IPA", Value: func(s nomina.Scoperto) any { return orNull(s.IPA) }},
		{Key: "denominazione", Title: "Name", Value: func(s nomina.Scoperto) any { return s.Denominazione }},
		{Key: "tipo", Title: "Type", Value: func(s nomina.Scoperto) any { return string(s.Tipo) }},
		{Key: "regione", Title: "Region", Value: func(s nomina.Scoperto) any { return s.Regione }, Wide: true},
		{Key: "provincia", Title: "Prov.", Value: func(s nomina.Scoperto) any { return orNull(s.Provincia) }},
		{Key: "ruoli_mancanti", Title: "Missing roles", Value: func(s nomina.Scoperto) any { return s.Mancanti }},
		{Key: "ruoli_presenti", Title: "Filled roles", Value: func(s nomina.Scoperto) any { return s.Presenti }},
		{Key: "invitato_il", Title: "Invited on", Value: func(s nomina.Scoperto) any { return s.InvitatoIl }},
		{Key: "giorni", Title: "Days since", Value: func(s nomina.Scoperto) any {
			if s.InvitatoIl.IsZero() {
				return nil
			}
			return day.DaysSince(s.InvitatoIl)
		}},
	}
}
