package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Image holds the values of some columns of a row, in the order of the table.
type Image []Field

// Field is the value of one column: int64, float64, string or nil.
type Field struct {
	Column string
	Value  any
}

// set gives a column its value, whether or not it has one already.
func (m *Image) set(f Field) {
	for i := range *m {
		if (*m)[i].Column == f.Column {
			(*m)[i] = f
			return
		}
	}
	*m = append(*m, f)
}

// encode writes the values as a JSON object whose keys keep their order, nil
// when there are none.
func encode(columns []string, values []any) (any, error) {
	if len(values) == 0 {
		return nil, nil
	}
	var b strings.Builder
	for i, column := range columns {
		if _, isBlob := values[i].([]byte); isBlob {
			return nil, fmt.Errorf("column %s holds bytes, which the ledger cannot keep", column)
		}
		key, err := json.Marshal(column)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(values[i])
		if err != nil {
			return nil, err
		}
		b.WriteByte(",{"[boolToInt(i == 0)])
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.String(), nil
}

func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// decode reads what encode wrote.
func decode(text string) (Image, error) {
	if text == "" {
		return nil, nil
	}
	dec := json.NewDecoder(bytes.NewReader([]byte(text)))
	dec.UseNumber()
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	var image Image
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, err
		}
		value, err := dec.Token()
		if err != nil {
			return nil, err
		}
		if n, ok := value.(json.Number); ok {
			if value, err = number(n); err != nil {
				return nil, err
			}
		}
		image = append(image, Field{Column: fmt.Sprint(key), Value: value})
	}
	return image, nil
}

func number(n json.Number) (any, error) {
	if i, err := n.Int64(); err == nil {
		return i, nil
	}
	return n.Float64()
}
