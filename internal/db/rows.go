package db

import "database/sql/driver"

// rowSource is the Source of rows that are all at hand.
type rowSource struct {
	rows    [][]any
	current []any
}

func (s *rowSource) Next() (bool, error) {
	if len(s.rows) == 0 {
		return false, nil
	}
	s.current = s.current[:0]
	for _, v := range s.rows[0] {
		stored, err := driver.DefaultParameterConverter.ConvertValue(v)
		if err != nil {
			return false, err
		}
		s.current = append(s.current, stored)
	}
	s.rows = s.rows[1:]
	return true, nil
}

func (s *rowSource) Column(i int) any { return s.current[i] }
