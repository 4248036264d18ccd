package codice

import (
	"slices"
	"strings"
)

// IsRoleMailbox reports whether an e-mail address is that of an office or a
// function (info@, protocollo@, ufficio.anagrafe@, comune.sassuolo@), which
// several persons read and none of them is known by. Where an address can be
// read both ways it is taken for that of a function: not to recognise a person
// is the smaller harm.
func IsRoleMailbox(email string) bool {
	local, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(email)), "@")
	words := strings.FieldsFunc(local, func(r rune) bool { return !isSmall(r) })
	for i, word := range words {
		if i == 0 && slices.Contains(functions(), word) || hasPrefixOf(word, offices()) {
			return true
		}
	}
	return false
}

func hasPrefixOf(word string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(word, p) })
}

// offices returns how the words begin that tell an office wherever they stand:
// ufficiotecnico, servizi.sociali, rossi.segreteria.
func offices() []string {
	return []string{
		"ufficio", "uffici", "segreteria", "protocollo", "anagrafe", "sportello", "servizi", "settore", "bibliotec",
		"ragioneria", "statocivile", "demografic", "urbanistica", "ediliziaprivata", "lavoripubblici", "poliziamunicipale",
		"polizialocale", "affarigenerali", "risorseumane", "noreply",
	}
}

// functions returns the words that tell a function when they come first. As a
// second word some of them are surnames.
func functions() []string {
	return []string{
		"admin", "affari", "ambiente", "amministrazione", "archivio", "assessore", "assistenza", "bandi", "bilancio",
		"ced", "centralino", "certificati", "commercio", "comune", "comunicazione", "contabilita", "contact", "contatti",
		"contratti", "cultura", "direttore", "direzione", "dpo", "economato", "edilizia", "elettorale", "email", "ente",
		"finanziario", "formazione", "gare", "helpdesk", "ict", "info", "informatica", "lavori", "llpp", "mail",
		"municipio", "newsletter", "no", "notifiche", "patrimonio", "pec", "personale", "pm", "polizia", "posta",
		"postmaster", "presidente", "presidenza", "privacy", "provincia", "reception", "redazione", "regione",
		"responsabile", "rtd", "scuola", "segretario", "sia", "sindaco", "sistemi", "sociale", "staff", "stampa", "suap",
		"supporto", "support", "tecnico", "trasparenza", "tributi", "turismo", "uff", "unione", "urp", "vicesindaco",
		"vigili", "web", "webmaster",
	}
}
