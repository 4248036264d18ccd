package codice

import "testing"

func TestIsRoleMailbox_OfAnOfficeIsNobodys(t *testing.T) {
	for email, want := range map[string]bool{
		"info@comune.example.it":                true,
		"INFO@comune.example.it":                true,
		"protocollo@pec.comune.example.it":      true,
		"protocollo.generale@comune.example.it": true,
		"segreteria2@comune.example.it":         true,
		"anagrafe@comune.example.it":            true,
		"ufficio.anagrafe@comune.example.it":    true,
		"ufficiotecnico@comune.example.it":      true,
		"uff_tributi@comune.example.it":         true,
		"comune.sassuolo@cert.example.it":       true,
		"sassuolo.anagrafe@example.it":          true,
		"no-reply@example.it":                   true,
		"m.rossi@comune.example.it":             false,
		"mario.rossi@comune.example.it":         false,
		"rossim@comune.example.it":              false,
		"m.posta@comune.example.it":             false,
		"infantino@comune.example.it":           false,
		"a.sindaco@comune.example.it":           false,
		"comunello.anna@comune.example.it":      false,
		"":                                      false,
	} {
		if got := IsRoleMailbox(email); got != want {
			t.Errorf("%q: %t", email, got)
		}
	}
}

func TestDifferByOmocodia_OnlyDigitsMayBeLetters(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"CCCFBA85D03L219P", "CCCFBA85D03L21VE"}: true,
		{"CCCFBA85D03L21VE", "CCCFBA85D03L219P"}: true,
		{"CCCFBA85D03L219P", "CCCFBA85D03L219P"}: false,
		{"CCCFBA85D03L219P", "RSSMRA85T10A562S"}: false,
		{"CCCFBA85D03L219P", ""}:                 false,
	} {
		if got := DifferByOmocodia(pair[0], pair[1]); got != want {
			t.Errorf("%v: %t", pair, got)
		}
	}
}
