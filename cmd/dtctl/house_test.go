package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/dtctl/dtctl"

// floors lists the packages from the ground up; a package imports only packages
// of the groups before its own.
func floors() [][]string {
	return [][]string{
		// Values.
		{"message"},
		{"fault"},
		{"nome", "codice", "periodo", "quota", "euro"},
		// Machines.
		{"db", "sheet", "render", "config", "i18n"},
		// Ledger.
		{"journal"},
		{"batch"},
		// Nouns.
		{"territorio"},
		{"ente"},
		{"unione", "area", "persona", "programma"},
		{"ruolo", "corso", "convenzione", "bando"},
		{"nomina", "contatto", "iscrizione", "progetto"},
		// Views.
		{"registro", "controllo", "fusione", "coverage", "report"},
		{"demo"},
		// Shell.
		{"cli"},
		{"dtctl"},
	}
}

// homes says which one package may import an outside library; without a home,
// tests alone may.
func homes() map[string]string {
	return map[string]string{
		"modernc.org/sqlite":                "db",
		"github.com/olekukonko/tablewriter": "render",
		"github.com/spf13/viper":            "config",
		"github.com/leonelquinteros/gotext": "i18n",
		"golang.org/x/text":                 "i18n",
		"github.com/spf13/cobra":            "cli",
		"github.com/spf13/pflag":            "cli",
		"golang.org/x/term":                 "cli",
		"github.com/schollz/progressbar/v3": "cli",
		"github.com/rogpeppe/go-internal":   "",
		"github.com/google/go-cmp":          "",
		"pgregory.net/rapid":                "",
		"github.com/xuri/excelize/v2":       "",
		"go.yaml.in/yaml/v3":                "",
	}
}

// source is one Go file of the module.
type source struct {
	path, pkg string
	test      bool
	lines     int
	syntax    *ast.File
}

// sources parses every Go file of the module, for whatever system it is.
func sources(t *testing.T) []source {
	t.Helper()
	var list []source
	fset := token.NewFileSet()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name == "testdata" || len(name) > 2 && name[0] == '.' {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		syntax, err := parser.ParseFile(fset, path, content, parser.ParseComments|parser.SkipObjectResolution)
		list = append(list, source{
			path: path, pkg: filepath.Base(filepath.Dir(path)), test: strings.HasSuffix(path, "_test.go"),
			lines: bytes.Count(content, []byte("\n")), syntax: syntax,
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// imports returns the paths that a file imports.
func (s source) imports(t *testing.T) []string {
	t.Helper()
	var list []string
	for _, spec := range s.syntax.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, path)
	}
	return list
}

func TestHouse_EveryPackageHasOneFloor(t *testing.T) {
	known := slices.Concat(floors()...)
	var found []string
	for _, s := range sources(t) {
		found = append(found, s.pkg)
		if !slices.Contains(known, s.pkg) {
			t.Errorf("%s: package %s has no floor", s.path, s.pkg)
		}
	}
	for i, pkg := range known {
		if !slices.Contains(found, pkg) {
			t.Errorf("package %s has a floor but does not exist", pkg)
		}
		if slices.Contains(known[:i], pkg) {
			t.Errorf("package %s has two floors", pkg)
		}
	}
}

func TestHouse_ImportsGoDownwards(t *testing.T) {
	floor := map[string]int{}
	for i, group := range floors() {
		for _, pkg := range group {
			floor[pkg] = i
		}
	}
	for _, s := range sources(t) {
		// A test may start from a database that a higher package fills.
		if s.test {
			continue
		}
		for _, path := range s.imports(t) {
			imported, ours := strings.CutPrefix(path, module+"/internal/")
			if ours && floor[imported] >= floor[s.pkg] {
				t.Errorf("%s: %s imports %s, which is not below it", s.path, s.pkg, imported)
			}
		}
	}
}

func TestHouse_EveryLibraryHasOneHome(t *testing.T) {
	for _, s := range sources(t) {
		for _, path := range s.imports(t) {
			if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") || strings.HasPrefix(path, module+"/") {
				continue
			}
			home, known := homeOf(path)
			switch {
			case !known:
				t.Errorf("%s: the library %s has no home", s.path, path)
			case home == "" && !s.test:
				t.Errorf("%s: %s is for tests", s.path, path)
			case home != "" && home != s.pkg:
				t.Errorf("%s: the home of %s is %s", s.path, path, home)
			}
		}
	}
}

// homeOf returns the home of the library that an import path belongs to.
func homeOf(path string) (home string, known bool) {
	for library, home := range homes() {
		if path == library || strings.HasPrefix(path, library+"/") {
			return home, true
		}
	}
	return "", false
}

func TestHouse_NoPackageIsADumpingGround(t *testing.T) {
	for _, s := range sources(t) {
		switch name := s.syntax.Name.Name; name {
		case "util", "utils", "common", "helpers", "shared", "types", "base":
			t.Errorf("%s: a package called %s says nothing of what it holds", s.path, name)
		}
		if s.lines > 400 {
			t.Errorf("%s has %d lines, at most 400", s.path, s.lines)
		}
	}
}

// Streams, environment and clock enter through main alone, so that everything
// below can be tested in one process.
func TestHouse_OnlyMainTouchesTheProcess(t *testing.T) {
	forbidden := map[string][]string{
		"fmt":  {"Print", "Printf", "Println"},
		"os":   {"Stdin", "Stdout", "Stderr", "Getenv", "LookupEnv", "Environ", "Exit"},
		"time": {"Now", "Since", "Until"},
	}
	for _, s := range sources(t) {
		if s.test || s.syntax.Name.Name == "main" {
			continue
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if pkg, ok := sel.X.(*ast.Ident); ok && slices.Contains(forbidden[pkg.Name], sel.Sel.Name) {
					t.Errorf("%s uses %s.%s", s.path, pkg.Name, sel.Sel.Name)
				}
			}
			return true
		})
	}
}

// A package-level variable is state that every test and every command shares;
// embedded files, error sentinels and what the linker fills in are none.
func TestHouse_NoGlobalsAndNoInit(t *testing.T) {
	for _, s := range sources(t) {
		for _, decl := range s.syntax.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.Name == "init" {
					t.Errorf("%s has a func init", s.path)
				}
			case *ast.GenDecl:
				if d.Tok != token.VAR || s.test {
					continue
				}
				for _, spec := range d.Specs {
					if v := spec.(*ast.ValueSpec); !mayBeGlobal(s, v) {
						t.Errorf("%s: %s is a global variable", s.path, v.Names[0].Name)
					}
				}
			}
		}
	}
}

func mayBeGlobal(s source, v *ast.ValueSpec) bool {
	name := v.Names[0].Name
	switch kind := v.Type.(type) {
	case *ast.SelectorExpr:
		return kind.Sel.Name == "FS"
	case *ast.Ident:
		return s.syntax.Name.Name == "main" && kind.Name == "string"
	}
	return name == "_" || strings.HasPrefix(strings.ToLower(name), "err")
}
