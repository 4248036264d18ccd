package batch

import (
	"strconv"
	"strings"
)

// readNumber reads a number with or without decimals and marks of thousands.
// Three digits after a single mark can be thousands or decimals.
func readNumber(text string, decimal Decimal) (float64, reading) {
	text = strings.TrimSuffix(strings.TrimPrefix(strings.ReplaceAll(text, " ", ""), "€"), "€")
	comma, point := strings.LastIndexByte(text, ','), strings.LastIndexByte(text, '.')
	how := certain
	if decimal == "" {
		decimal, how = markOf(text, comma, point)
	}
	mark, group := ",", "."
	if decimal == Point {
		mark, group = ".", ","
	}
	whole, fraction, _ := strings.Cut(text, mark)
	if strings.Contains(fraction, group) || !isGrouped(whole, group) {
		return 0, noNumber
	}
	value, err := strconv.ParseFloat(strings.ReplaceAll(whole, group, "")+"."+fraction+"0", 64)
	if err != nil {
		return 0, noNumber
	}
	return value, how
}

// markOf says which mark comes before the decimals of a number, and how sure
// that is.
func markOf(text string, comma, point int) (Decimal, reading) {
	switch {
	case comma >= 0 && point >= 0:
		if comma > point {
			return Comma, commaDecimals
		}
		return Point, certain
	case comma >= 0 && (len(text)-comma != 4 || strings.Count(text, ",") > 1):
		return Comma, commaDecimals
	case point >= 0 && len(text)-point != 4:
		return Point, certain
	case point >= 0 && strings.Count(text, ".") > 1:
		return Comma, commaDecimals
	case comma >= 0 || point >= 0:
		return Comma, thousands
	}
	return Comma, certain
}

// isGrouped reports whether the marks of thousands of a whole number, if any,
// are where they belong.
func isGrouped(whole, group string) bool {
	parts := strings.Split(strings.TrimPrefix(whole, "-"), group)
	for i, p := range parts {
		if !isDigits(p) && !(p == "" && len(parts) == 1) {
			return false
		}
		if len(parts) > 1 && (i > 0 && len(p) != 3 || i == 0 && len(p) > 3) {
			return false
		}
	}
	return true
}
