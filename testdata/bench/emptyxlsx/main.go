// Command emptyxlsx does nothing, with the XLSX library linked.
package main

import _ "github.com/xuri/excelize/v2"

func main() {}
