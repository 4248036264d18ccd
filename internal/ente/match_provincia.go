package ente

import (
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/territorio"
)

// provinceNames finds provinces of any time by what a cell calls them.
type provinceNames struct {
	// byCode has the sigle and the ISTAT codes, byName the names in the loose
	// form, whole and in each language.
	byCode, byName map[string][]int64
}

func newProvinceNames(province []territorio.Provincia) provinceNames {
	n := provinceNames{byCode: map[string][]int64{}, byName: map[string][]int64{}}
	for _, p := range province {
		for _, code := range []string{p.Sigla, p.Alias, p.Istat, p.UTS} {
			addOnce(n.byCode, code, p.ID)
		}
		for _, name := range append(strings.Split(p.Denominazione, "/"), p.Denominazione) {
			addOnce(n.byName, loose(nome.Norm(name)), p.ID)
		}
	}
	delete(n.byCode, "")
	return n
}

// leastPrefix is how many letters of the name of a provincia are enough.
const leastPrefix = 4

// find returns the ids of the provinces that the text names, none when it names
// none: the same sigla has meant several. Besides the present ways of naming a
// provincia, cells bear sigle abolished before the register begins, names
// without their small words ("Reggio Emilia") and beginnings of names
// ("Forlì").
func (n provinceNames) find(text string) []int64 {
	norma := nome.Norm(text)
	if norma == "" {
		return nil
	}
	code := strings.ToUpper(norma)
	switch code {
	case "FO":
		code = "FC"
	case "PS":
		code = "PU"
	}
	if ids := n.byCode[code]; len(ids) > 0 {
		return ids
	}
	name := loose(strings.TrimPrefix(norma, "provincia di "))
	if ids := n.byName[name]; len(ids) > 0 || len(name) < leastPrefix {
		return ids
	}
	var begun []int64
	for whole, ids := range n.byName {
		if strings.HasPrefix(whole, name) {
			begun = append(begun, ids...)
		}
	}
	slices.Sort(begun)
	return slices.Compact(begun)
}
