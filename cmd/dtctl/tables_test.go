package main

import (
	"go/ast"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// writes matches the statements of SQL that change a table, with its name where
// the statement itself bears it.
var writes = regexp.MustCompile(`\b(?:INSERT INTO|DELETE FROM|UPDATE)\s+(?:(\w+)|$)`)

// temporary matches the statements that make a table which ends with its
// transaction, and which nobody owns.
var temporary = regexp.MustCompile(`\bCREATE TEMP TABLE (\w+)`)

// writtenTables returns the tables that a file writes; "" stands for one whose
// name is put together as the program runs.
func writtenTables(s source) []string {
	var tables []string
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
				for _, match := range writes.FindAllStringSubmatch(text, -1) {
					tables = append(tables, match[1])
				}
			}
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "InsertRows" {
				tables = append(tables, literal(n.Args[1]))
			}
		}
		return true
	})
	// The second word of ON CONFLICT DO UPDATE SET is no table.
	return slices.DeleteFunc(tables, func(name string) bool { return name == "SET" })
}

// temporaryTables returns the temporary tables that the packages make, as
// package and name.
func temporaryTables(t *testing.T) map[[2]string]bool {
	t.Helper()
	found := map[[2]string]bool{}
	for _, s := range sources(t) {
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			if lit, ok := n.(ast.Expr); ok {
				for _, match := range temporary.FindAllStringSubmatch(literal(lit), -1) {
					found[[2]string{s.pkg, match[1]}] = true
				}
			}
			return true
		})
	}
	return found
}

// literal returns the value of a string literal, "" for any other expression.
func literal(e ast.Expr) string {
	if lit, ok := e.(*ast.BasicLit); ok {
		if text, err := strconv.Unquote(lit.Value); err == nil {
			return text
		}
	}
	return ""
}

// migrations returns the SQL of every migration without its comments.
func migrations(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("../../internal/db/migration/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no migrations: %v", err)
	}
	var b strings.Builder
	for _, f := range files {
		content, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(regexp.MustCompile(`--[^\n]*`).ReplaceAll(content, nil))
	}
	return b.String()
}

// table is the definition of a table in the migrations.
type table struct{ name, body, options string }

func tables(t *testing.T) []table {
	t.Helper()
	var list []table
	definition := regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\)([^;]*);`)
	for _, match := range definition.FindAllStringSubmatch(migrations(t), -1) {
		list = append(list, table{name: match[1], body: match[2], options: strings.TrimSpace(match[3])})
	}
	return list
}

func TestHouse_EachTableHasOneOwner(t *testing.T) {
	owners := map[string][]string{}
	passing := temporaryTables(t)
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		for _, name := range writtenTables(s) {
			if !slices.Contains(owners[name], s.pkg) && !passing[[2]string{s.pkg, name}] {
				owners[name] = append(owners[name], s.pkg)
			}
		}
	}
	// db writes for its callers, and the undo of journal restores any table.
	for _, pkg := range owners[""] {
		if pkg != "db" && pkg != "journal" {
			t.Errorf("%s writes a table without naming it", pkg)
		}
	}
	delete(owners, "")
	for _, table := range tables(t) {
		if len(owners[table.name]) != 1 {
			t.Errorf("table %s is written by %q, want one package", table.name, owners[table.name])
		}
		delete(owners, table.name)
	}
	for name, pkgs := range owners {
		t.Errorf("%q write %s, which no migration creates", pkgs, name)
	}
}

func TestMigrations_EveryTableIsStrictWithAnId(t *testing.T) {
	for _, table := range tables(t) {
		// The ledger identifies rows by it.
		if !regexp.MustCompile(`^\s*id INTEGER PRIMARY KEY,`).MatchString(table.body) {
			t.Errorf("table %s does not begin with its id", table.name)
		}
		if table.options != "STRICT" {
			t.Errorf("table %s is not STRICT", table.name)
		}
	}
	if got, want := strings.Count(migrations(t), "CREATE TABLE"), len(tables(t)); got != want {
		t.Errorf("%d CREATE TABLE, %d understood", got, want)
	}
}

func TestMigrations_EveryConstraintIsNamedAfterItsTable(t *testing.T) {
	constraint := regexp.MustCompile(`(?:CONSTRAINT (\w+)\s+)?\b(UNIQUE|CHECK|(?:FOREIGN KEY \(\w+\) )?REFERENCES)\b`)
	seen := map[string]bool{}
	for _, table := range tables(t) {
		for _, match := range constraint.FindAllStringSubmatch(table.body, -1) {
			name := match[1]
			switch {
			case name == "":
				t.Errorf("table %s has a %s without a name", table.name, match[2])
			case !strings.HasPrefix(name, table.name+"_"):
				t.Errorf("table %s: the name of constraint %s does not begin with it", table.name, name)
			case seen[name]:
				t.Errorf("table %s: another constraint is called %s", table.name, name)
			}
			seen[name] = true
		}
	}
}

// The driver calls into libc by memory layout, so any other version than the
// one it was translated with can crash.
func TestModule_LibcIsTheOneTheDriverPins(t *testing.T) {
	driver := goList(t, "{{.GoMod}}", "modernc.org/sqlite")
	content, err := os.ReadFile(driver)
	if err != nil {
		t.Fatal(err)
	}
	match := regexp.MustCompile(`modernc\.org/libc (v\S+)`).FindSubmatch(content)
	if match == nil {
		t.Fatal("the driver's go.mod does not name modernc.org/libc")
	}
	if got := goList(t, "{{.Version}}", "modernc.org/libc"); got != string(match[1]) {
		t.Errorf("modernc.org/libc is %s, the driver pins %s", got, match[1])
	}
}

func goList(t *testing.T, format, path string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", format, path).Output()
	if err != nil {
		t.Fatalf("go list %s: %v", path, err)
	}
	return strings.TrimSpace(string(out))
}
