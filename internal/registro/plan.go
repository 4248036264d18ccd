package registro

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/territorio"
)

// plan is what a refresh would write, with the ids of the database.
type plan struct {
	differenze       []Differenza
	nuoveProvince    []territorio.Provincia
	province         []territorio.Provincia
	nuoviEnti, enti  []ente.Scheda
	embedded, stored world
	byHand           edits
	// regioneID, provinciaID and enteID give the id in the database for a code
	// of the register.
	regioneID, provinciaID, enteID map[string]int64
}

// planFor compares the embedded register with the database.
func planFor(ctx context.Context, tx *db.Tx) (plan, error) {
	p := plan{differenze: []Differenza{}}
	if err := checkNotNewer(ctx, tx); err != nil {
		return p, err
	}
	r, err := read()
	if err != nil {
		return p, err
	}
	p.embedded = worldOf(r)
	if p.stored, err = readWorld(ctx, tx); err != nil {
		return p, err
	}
	if p.byHand, err = readEdits(ctx, tx, p.stored); err != nil {
		return p, err
	}
	p.index()
	p.compareProvince()
	p.compareEnti()
	return p, nil
}

// index gives every record of the register its id in the database, a new one
// where the database lacks it.
func (p *plan) index() {
	p.regioneID, p.provinciaID, p.enteID = map[string]int64{}, map[string]int64{}, map[string]int64{}
	for _, r := range p.stored.regioni {
		p.regioneID[r.Istat] = r.ID
	}
	var last int64
	for _, v := range p.stored.province {
		p.provinciaID[v.Istat] = v.ID
		last = max(last, v.ID)
	}
	for _, v := range p.embedded.province {
		if p.provinciaID[v.Istat] == 0 {
			last++
			p.provinciaID[v.Istat] = last
		}
	}
	last = 0
	for _, s := range p.stored.enti {
		last = max(last, s.ID)
		if code := codeOf(s); code != "" {
			p.enteID[code] = s.ID
		}
	}
	for _, s := range p.embedded.enti {
		if p.enteID[codeOf(s)] == 0 {
			last++
			p.enteID[codeOf(s)] = last
		}
	}
}

func (p *plan) compareProvince() {
	for _, v := range p.embedded.province {
		v.ID = p.provinciaID[v.Istat]
		v.RegioneID = p.regioneID[p.embedded.regioni[v.RegioneID-1].Istat]
		stored, known := p.stored.provincia[v.ID]
		if !known {
			p.nuoveProvince = append(p.nuoveProvince, v)
			p.differenze = append(p.differenze, Differenza{
				Codice: v.Istat, Denominazione: v.Denominazione, Campo: "provincia",
				Registro: v.Sigla + " " + interval(v.Periodo),
			})
			continue
		}
		before := len(p.differenze)
		for _, c := range []struct{ campo, stored, embedded string }{
			{"sigla", stored.Sigla, v.Sigla},
			{"alias", stored.Alias, v.Alias},
			{"uts", stored.UTS, v.UTS},
			{"denominazione", stored.Denominazione, v.Denominazione},
			{"tipo", string(stored.Tipo), string(v.Tipo)},
			{"dal", stored.Dal.String(), v.Dal.String()},
			{"al", stored.Al.String(), v.Al.String()},
		} {
			if c.stored != c.embedded {
				p.differenze = append(p.differenze, Differenza{
					Codice: v.Istat, Denominazione: v.Denominazione, Campo: c.campo,
					Database: c.stored, Registro: c.embedded,
				})
			}
		}
		if len(p.differenze) > before {
			p.province = append(p.province, v)
		}
	}
}

func (p *plan) compareEnti() {
	stored := map[int64]ente.Scheda{}
	for _, s := range p.stored.enti {
		stored[s.ID] = s
	}
	list := fields()
	for _, s := range p.embedded.enti {
		code := codeOf(s)
		old, known := stored[p.enteID[code]]
		if !known {
			p.nuoviEnti = append(p.nuoviEnti, p.translate(s))
			p.differenze = append(p.differenze, Differenza{
				Codice: code, Denominazione: s.Denominazione, Campo: "ente",
				Registro: string(s.Tipo) + " " + p.embedded.places(s),
			})
			continue
		}
		p.compareEnte(list, old, s)
	}
}

// compareEnte notes how an ente of the database differs from that of the
// register, and how it is to become.
func (p *plan) compareEnte(list []field, old, s ente.Scheda) {
	target, changed := old, false
	for _, f := range list {
		before, after := f.value(p.stored, old), f.value(p.embedded, s)
		if before == after {
			continue
		}
		d := Differenza{
			Codice: codeOf(s), Denominazione: old.Denominazione, Campo: f.name, Database: before, Registro: after,
			Mantenuta: p.byHand.has(f, old.ID, before != ""),
		}
		p.differenze = append(p.differenze, d)
		if !d.Mantenuta {
			f.copy(&target, p.translate(s))
			changed = true
		}
	}
	if changed {
		p.enti = append(p.enti, target)
	}
}

// translate returns an ente of the register with the ids of the database.
func (p *plan) translate(s ente.Scheda) ente.Scheda {
	s.ID = p.enteID[codeOf(s)]
	if s.SuccessoreID != 0 {
		s.SuccessoreID = p.enteID[p.embedded.code[s.SuccessoreID]]
	}
	s.Collocazioni = slices.Clone(s.Collocazioni)
	for i := range s.Collocazioni {
		c := &s.Collocazioni[i]
		c.EnteID = s.ID
		c.RegioneID = p.regioneID[p.embedded.regioni[c.RegioneID-1].Istat]
		if c.ProvinciaID != 0 {
			c.ProvinciaID = p.provinciaID[p.embedded.provincia[c.ProvinciaID].Istat]
		}
	}
	return s
}
