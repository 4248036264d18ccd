package registro

import (
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/nome"
)

// The published layouts whose rows change the register itself.
const (
	situas   = "istat-situas"
	elenco   = "istat-elenco"
	archivio = "anpr-archivio"
)

// Published returns the files of others that ente import reads: the two forms
// of the ISTAT list of the comuni in force, the archive of the comuni and the
// residents of ANPR, the enti and the responsabili per la transizione al
// digitale of IndicePA.
func Published() []batch.Noun {
	return []batch.Noun{
		listImport(situas), listImport(elenco), archiveImport(),
		ente.ImportPopolazione(), ente.ImportIPA(Readable), rtdImport(),
	}
}

// Profiles returns the names of the published layouts.
func Profiles() []string {
	var names []string
	for _, n := range Published() {
		names = append(names, n.Profile)
	}
	return names
}

// Layout returns the published layout of that name, and whether there is one.
func Layout(profile string) (batch.Noun, bool) {
	list := Published()
	i := slices.IndexFunc(list, func(n batch.Noun) bool { return n.Profile == profile })
	if i < 0 {
		return batch.Noun{}, false
	}
	return list[i], true
}

// Recognize returns the published layout whose header the titles are, and
// whether they are that of one.
func Recognize(titles []string) (batch.Noun, bool) {
	forms := make([]string, len(titles))
	for i, t := range titles {
		forms[i] = nome.Norm(strings.ReplaceAll(t, "_", " "))
	}
	for _, s := range []struct {
		profile string
		// signs are the titles that no other layout has together.
		signs []string
	}{
		{situas, []string{"codice catasto", "codice comune alfanumerico"}},
		{elenco, []string{"codice catastale del comune", "codice comune formato alfanumerico"}},
		{archivio, []string{"dataistituzione", "datacessazione", "codistat", "codcatastale"}},
		{ente.ProfiloPopolazione, []string{"cod istat comune", "residenti"}},
		{ente.ProfiloIPA, []string{"codice ipa", "denominazione ente", "codice categoria"}},
		{rtd, []string{"codice ipa", "cognome responsabile", "mail responsabile"}},
	} {
		if !slices.ContainsFunc(s.signs, func(sign string) bool { return !slices.Contains(forms, sign) }) {
			return Layout(s.profile)
		}
	}
	return batch.Noun{}, false
}
