package coverage

// Voce is one count of a figure: the key and the English title of its column,
// and where it stands in the row.
type Voce struct {
	Key, Title string
	// Minor says that the count explains others, and is shown where there is
	// room.
	Minor bool
	// Interessati says that the count means something only where the enti that
	// are only concerned by a project count.
	Interessati bool
	Value       func(Row) int64
}

// parole are the words of a metric.
type parole struct {
	// misurati and coperti are the denominator and the numerator, allora and
	// copertiAllora the same two where they were saved before.
	misurati, coperti, allora, copertiAllora Voce
	// voci are all the counts of a figure, in the order in which people read
	// them.
	voci []Voce
	// quota and quotaAllora are what the one divided by the other is called,
	// without a value of their own.
	quota, quotaAllora Voce
}

// Voci returns the counts of a figure, in the order in which people read them.
func (q Question) Voci() []Voce {
	var voci []Voce
	for _, v := range q.Metric.parole.voci {
		if !v.Interessati || q.Bandi.Interessati {
			voci = append(voci, q.weighed(v))
		}
	}
	return voci
}

// Misurati returns the denominator of a figure.
func (q Question) Misurati() Voce { return q.weighed(q.Metric.parole.misurati) }

// Coperti returns the numerator of a figure.
func (q Question) Coperti() Voce { return q.Metric.parole.coperti }

// Quota returns what the share of the two is called; it has no Value, that of a
// row being its Quota.
func (q Question) Quota() Voce { return q.Metric.parole.quota }

// Allora returns the denominator, the numerator and the name of the share as
// they are called where they were saved before.
func (q Question) Allora() (misurati, coperti, quota Voce) {
	p := q.Metric.parole
	return p.allora, p.copertiAllora, p.quotaAllora
}

// weighed gives the count of enti the name of what they weigh.
func (q Question) weighed(v Voce) Voce {
	if v.Key == enti().Key && q.Peso == PerPopolazione {
		v.Title = "Residents"
	}
	return v
}

func misurati(r Row) int64 { return r.Misurati }

func enti() Voce { return Voce{Key: "enti", Title: "Enti", Value: misurati} }

func coperti() Voce { return Voce{Key: "coperti", Title: "Covered", Value: Row.Coperti} }

func scoperti() Voce { return Voce{Key: "scoperti", Title: "Uncovered", Value: Row.Scoperti} }

func diretti(v Voce) Voce {
	v.Value = func(r Row) int64 { return r.Diretti }
	return v
}

func tramiteAltri(v Voce) Voce {
	v.Value = func(r Row) int64 { return r.Tramite }
	return v
}

// Esclusi returns the count of the enti that are kept out by hand, for the
// metrics that count enti.
func Esclusi() Voce {
	return Voce{Key: "esclusi", Title: "Excluded", Value: func(r Row) int64 { return r.Esclusi }}
}

// stati are the enrolments by state: what never began must not be read as
// training that was done.
func stati() []Voce {
	return []Voce{
		{Key: "iscritti", Title: "Not started", Value: func(r Row) int64 { return r.Iscrizioni.Iscritti }},
		{Key: "in_corso", Title: "In progress", Value: func(r Row) int64 { return r.Iscrizioni.InCorso }},
		completati(),
		{Key: "non_completati", Title: "Not completed", Value: func(r Row) int64 { return r.Iscrizioni.NonCompletati }},
		{Key: "ritirati", Title: "Withdrawn", Value: func(r Row) int64 { return r.Iscrizioni.Ritirati }, Minor: true},
	}
}

func completati() Voce {
	return Voce{Key: "completati", Title: "Completed", Value: func(r Row) int64 { return r.Iscrizioni.Completati }}
}

// ofEnti are the words of a metric that counts enti, covered or not.
func ofEnti(voci ...Voce) parole {
	return parole{
		misurati: enti(), coperti: coperti(), voci: voci,
		allora:        Voce{Key: "enti_salvati", Title: "Enti then", Value: misurati},
		copertiAllora: Voce{Key: "coperti_salvati", Title: "Covered then", Value: Row.Coperti},
		quota:         Voce{Key: "percentuale", Title: "%"},
		quotaAllora:   Voce{Key: "percentuale_salvata", Title: "% then"},
	}
}

func paroleNomina() parole {
	return ofEnti(enti(), diretti(Voce{Key: "diretti", Title: "Direct"}),
		tramiteAltri(Voce{Key: "tramite_unione", Title: "By Unione"}), coperti(), scoperti(), Esclusi())
}

func paroleConvenzione() parole {
	return ofEnti(enti(), diretti(Voce{Key: "diretti", Title: "Own"}),
		tramiteAltri(Voce{Key: "tramite_capofila", Title: "By capofila"}), coperti(), scoperti(), Esclusi())
}

func paroleBando() parole {
	return ofEnti(enti(), diretti(Voce{Key: "diretti", Title: "As lead", Interessati: true}),
		tramiteAltri(Voce{Key: "solo_interessati", Title: "Only concerned", Interessati: true}), coperti(), scoperti(), Esclusi())
}

func paroleFormazione() parole {
	return ofEnti(append([]Voce{enti(), coperti(), scoperti(), Esclusi()}, stati()...)...)
}

func paroleCompletamento() parole {
	iscrizioni := Voce{Key: "iscrizioni", Title: "Enrolments", Value: misurati}
	p := ofEnti(append([]Voce{iscrizioni}, stati()...)...)
	p.misurati, p.coperti = iscrizioni, completati()
	p.allora = Voce{Key: "iscrizioni_salvate", Title: "Enrolments then", Value: misurati}
	p.copertiAllora = Voce{Key: "completati_salvati", Title: "Completed then", Value: Row.Coperti}
	return p
}

func parolePer100() parole {
	dipendenti := Voce{Key: "dipendenti", Title: "Employees", Value: misurati}
	persone := Voce{Key: "persone", Title: "People", Value: Row.Coperti}
	return parole{
		misurati: dipendenti, coperti: persone, voci: []Voce{dipendenti, persone},
		allora:        Voce{Key: "dipendenti_salvati", Title: "Employees then", Value: misurati},
		copertiAllora: Voce{Key: "persone_salvate", Title: "People then", Value: Row.Coperti},
		quota:         Voce{Key: "per_100", Title: "Per 100"},
		quotaAllora:   Voce{Key: "per_100_salvati", Title: "Per 100 then"},
	}
}

func paroleProvince() parole {
	province := Voce{Key: "province", Title: "Provinces", Value: misurati}
	represented := Voce{Key: "rappresentate", Title: "Represented", Value: Row.Coperti}
	p := ofEnti(append([]Voce{
		province, represented, {Key: "non_rappresentate", Title: "Not represented", Value: Row.Scoperti},
	}, stati()...)...)
	p.misurati, p.coperti = province, represented
	p.allora = Voce{Key: "province_salvate", Title: "Provinces then", Value: misurati}
	p.copertiAllora = Voce{Key: "rappresentate_salvate", Title: "Represented then", Value: Row.Coperti}
	return p
}
