package i18n

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is one English string of the program and where it is said.
type source struct {
	id, plural string
	files      []string
	// formatted tells that somewhere the string is the format of arguments.
	formatted bool
}

// rule says which argument of a call is an English string.
type rule struct {
	// receiver is the name before the dot, empty for any.
	receiver, name string
	// id is the argument that holds the string, or the singular; plural the
	// one that holds the plural, 0 for none.
	id, plural int
	// format tells that the arguments after the strings fill their verbs, and
	// that the strings must be literals.
	format bool
}

// rules are the calls that speak to people. A helper that passes a format on
// to one of them is added here by its own name.
func rules() []rule {
	return []rule{
		{receiver: "message", name: "New", id: 0, format: true},
		{receiver: "message", name: "Count", id: 1, plural: 2, format: true},
		{receiver: "fault", name: "New", id: 1, format: true},
		{name: "WithHint", id: 0, format: true},
		{name: "T", id: 0},
	}
}

// fields are the fields of composite literals that speak to people.
func fields() []string { return []string{"Title", "Short", "Long", "None"} }

// definesFlag matches the methods of pflag, and the functions of the shell named
// like them, whose last argument is a usage.
var definesFlag = regexp.MustCompile(
	`^(\w*VarP?|VarPF|(Bool|Count|Duration|Float64|Int|Int64|String|StringArray|StringSlice|Uint)P?)$`)

// extraction collects the English strings of the program.
type extraction struct {
	fset    *token.FileSet
	sources map[string]*source
	// problems are the strings that cannot be translated as they are.
	problems []string
	file     string
	function string
}

func newExtraction() *extraction {
	return &extraction{fset: token.NewFileSet(), sources: map[string]*source{}}
}

// extract reads every source file of the module but the tests.
func extract(t *testing.T) *extraction {
	t.Helper()
	root := filepath.Join("..", "..")
	x := newExtraction()
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
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		return x.read(filepath.ToSlash(name), path, nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// read collects the strings of one file, named name in the catalogue.
func (x *extraction) read(name, path string, src any) error {
	file, err := parser.ParseFile(x.fset, path, src, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	x.file = name
	for _, decl := range file.Decls {
		x.function = ""
		if f, ok := decl.(*ast.FuncDecl); ok {
			x.function = f.Name.Name
		}
		ast.Inspect(decl, x.visit)
	}
	return nil
}

func (x *extraction) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		x.call(n)
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok {
			x.field(key.Name, n.Value)
		}
	case *ast.AssignStmt:
		for i, left := range n.Lhs {
			if sel, ok := left.(*ast.SelectorExpr); ok && len(n.Lhs) == len(n.Rhs) {
				x.field(sel.Sel.Name, n.Rhs[i])
			}
		}
	}
	return true
}

func (x *extraction) field(name string, value ast.Expr) {
	if s, ok := literal(value); ok && slices.Contains(fields(), name) {
		x.add(s, "", false, value)
	}
}

func (x *extraction) call(call *ast.CallExpr) {
	receiver, name := callee(call.Fun)
	for _, r := range rules() {
		if r.name == name && (r.receiver == "" || r.receiver == receiver) {
			x.apply(r, call)
			return
		}
	}
	if definesFlag.MatchString(name) && len(call.Args) >= 3 {
		usage := call.Args[len(call.Args)-1]
		if s, ok := literal(usage); ok {
			x.add(s, "", false, usage)
		}
	}
}

// callee returns the names before and after the dot of what is called.
func callee(fun ast.Expr) (receiver, name string) {
	switch fun := fun.(type) {
	case *ast.Ident:
		return "", fun.Name
	case *ast.IndexExpr:
		return callee(fun.X)
	case *ast.SelectorExpr:
		if id, ok := fun.X.(*ast.Ident); ok {
			receiver = id.Name
		}
		return receiver, fun.Sel.Name
	}
	return "", ""
}

func (x *extraction) apply(r rule, call *ast.CallExpr) {
	last := max(r.id, r.plural)
	if len(call.Args) <= last {
		return
	}
	id, ok := literal(call.Args[r.id])
	plural, many := "", true
	if r.plural > 0 {
		plural, many = literal(call.Args[r.plural])
	}
	if !ok || !many {
		if r.format && !isRule(x.function) {
			x.complain(call, "the sentence is no literal, so nobody can translate it")
		}
		return
	}
	args := len(call.Args) - last - 1
	formatted := r.format && args > 0
	x.add(id, plural, formatted, call)
	if !formatted || call.Ellipsis.IsValid() {
		return
	}
	for _, format := range []string{id, plural} {
		if err := fits(format, args); format != "" && err != nil {
			x.complain(call, err.Error())
		}
	}
}

// isRule reports whether the strings that a function of this name passes on
// are collected where it is called.
func isRule(function string) bool {
	return slices.ContainsFunc(rules(), func(r rule) bool { return r.name == function })
}

func (x *extraction) add(id, plural string, formatted bool, at ast.Node) {
	if id == "" {
		return
	}
	s := x.sources[id]
	if s == nil {
		s = &source{id: id}
		x.sources[id] = s
	}
	if plural != "" && s.plural != "" && plural != s.plural {
		x.complain(at, fmt.Sprintf("%q has two plurals, %q and %q", id, s.plural, plural))
	}
	if plural != "" {
		s.plural = plural
	}
	s.formatted = s.formatted || formatted
	if !slices.Contains(s.files, x.file) {
		s.files = append(s.files, x.file)
	}
}

func (x *extraction) complain(at ast.Node, problem string) {
	line := x.fset.Position(at.Pos()).Line
	x.problems = append(x.problems, fmt.Sprintf("%s:%d: %s", x.file, line, problem))
}

// literal returns the value of a string literal or of literals joined by +.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.ParenExpr:
		return literal(e.X)
	case *ast.BinaryExpr:
		left, ok := literal(e.X)
		right, also := literal(e.Y)
		return left + right, ok && also && e.Op == token.ADD
	}
	return "", false
}
