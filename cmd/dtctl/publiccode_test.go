package main

import (
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// publiccode holds the keys of publiccode.yml that this project uses; another
// key is an error, as a misspelt one would be.
type publiccode struct {
	Version           string   `yaml:"publiccodeYmlVersion"`
	Name              string   `yaml:"name"`
	URL               string   `yaml:"url"`
	ReleaseDate       string   `yaml:"releaseDate"`
	Platforms         []string `yaml:"platforms"`
	Categories        []string `yaml:"categories"`
	DevelopmentStatus string   `yaml:"developmentStatus"`
	SoftwareType      string   `yaml:"softwareType"`
	IntendedAudience  struct {
		Countries []string `yaml:"countries"`
		Scope     []string `yaml:"scope"`
	} `yaml:"intendedAudience"`
	Description map[string]struct {
		LocalisedName    string   `yaml:"localisedName"`
		ShortDescription string   `yaml:"shortDescription"`
		LongDescription  string   `yaml:"longDescription"`
		Features         []string `yaml:"features"`
	} `yaml:"description"`
	Legal struct {
		License string `yaml:"license"`
	} `yaml:"legal"`
	Maintenance struct {
		Type     string `yaml:"type"`
		Contacts []struct {
			Name string `yaml:"name"`
		} `yaml:"contacts"`
	} `yaml:"maintenance"`
	Localisation struct {
		Ready     *bool    `yaml:"localisationReady"`
		Languages []string `yaml:"availableLanguages"`
	} `yaml:"localisation"`
	IT struct {
		Version     string          `yaml:"countryExtensionVersion"`
		Piattaforme map[string]bool `yaml:"piattaforme"`
	} `yaml:"IT"`
}

// readPubliccode reads the description of the project.
func readPubliccode(t *testing.T) publiccode {
	t.Helper()
	f, err := os.Open("../../publiccode.yml")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var p publiccode
	decoder := yaml.NewDecoder(f)
	decoder.KnownFields(true)
	if err := decoder.Decode(&p); err != nil {
		t.Fatal(err)
	}
	return p
}

// The rules are those of the publiccode.yml standard, version 0.5,
// schema.core and schema.it.
func TestPubliccode_HoldsWhatTheStandardRequires(t *testing.T) {
	p := readPubliccode(t)
	for key, value := range map[string]string{"name": p.Name, "url": p.URL, "legal/license": p.Legal.License} {
		if value == "" {
			t.Errorf("%s is missing", key)
		}
	}
	if u, err := url.Parse(p.URL); err != nil || u.Scheme != "https" {
		t.Errorf("url %q is no https address", p.URL)
	}
	if _, err := time.Parse(time.DateOnly, p.ReleaseDate); err != nil {
		t.Errorf("releaseDate: %v", err)
	}
	if len(p.Maintenance.Contacts) == 0 || p.Maintenance.Contacts[0].Name == "" {
		t.Error("maintenance/contacts names nobody")
	}
	if p.Localisation.Ready == nil {
		t.Error("localisation/localisationReady is missing")
	}
	if p.IT.Version != "1.0" {
		t.Errorf("IT/countryExtensionVersion is %q", p.IT.Version)
	}
}

func TestPubliccode_UsesOnlyTheWordsOfTheStandard(t *testing.T) {
	p := readPubliccode(t)
	for _, field := range []struct {
		key     string
		values  []string
		allowed string
	}{
		{"publiccodeYmlVersion", []string{p.Version}, "0.5"},
		{"platforms", p.Platforms, "web windows mac linux ios android"},
		{"categories", p.Categories, "compliance-management contact-management data-analytics"},
		{"developmentStatus", []string{p.DevelopmentStatus}, "concept development beta stable obsolete"},
		{
			"softwareType",
			[]string{p.SoftwareType},
			"standalone/mobile standalone/iot standalone/desktop standalone/web standalone/backend" +
				" standalone/other addon library configurationFiles",
		},
		{"intendedAudience/countries", p.IntendedAudience.Countries, "IT"},
		{"intendedAudience/scope", p.IntendedAudience.Scope, "local-authorities"},
		{"maintenance/type", []string{p.Maintenance.Type}, "internal contract community none"},
		{"localisation/availableLanguages", p.Localisation.Languages, "it en"},
	} {
		if len(field.values) == 0 {
			t.Errorf("%s is missing", field.key)
		}
		for _, v := range field.values {
			if !slices.Contains(strings.Fields(field.allowed), v) {
				t.Errorf("%s %q is not among: %s", field.key, v, field.allowed)
			}
		}
	}
	for name := range p.IT.Piattaforme {
		if !regexp.MustCompile(`^(spid|cie|anpr|pagopa|io)$`).MatchString(name) {
			t.Errorf("IT/piattaforme knows no %q", name)
		}
	}
}

func TestPubliccode_DescribesDtctlInEveryLanguageItSpeaks(t *testing.T) {
	p := readPubliccode(t)
	for _, lang := range p.Localisation.Languages {
		d := p.Description[lang]
		if n := utf8.RuneCountInString(d.ShortDescription); n == 0 || n > 150 {
			t.Errorf("%s: shortDescription has %d characters, want 1 to 150", lang, n)
		}
		if strings.Contains(d.ShortDescription, "\n") {
			t.Errorf("%s: shortDescription has more than one line", lang)
		}
		if n := utf8.RuneCountInString(d.LongDescription); n < 150 || n > 10000 {
			t.Errorf("%s: longDescription has %d characters, want 150 to 10,000", lang, n)
		}
		if len(d.Features) < 5 || len(d.Features) > 20 {
			t.Errorf("%s: %d features, the standard suggests 5 to 20", lang, len(d.Features))
		}
	}
}

func TestLicence_IsTheOneThatPubliccodeNames(t *testing.T) {
	text, err := os.ReadFile("../../LICENSE")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(text), "EUROPEAN UNION PUBLIC LICENCE v. 1.2\n") {
		t.Error("LICENSE is not the EUPL 1.2")
	}
	if got := readPubliccode(t).Legal.License; got != "EUPL-1.2" {
		t.Errorf("publiccode.yml names the licence %s", got)
	}
}
