package render
import ("testing";"os")
func TestZZDump(t *testing.T){
 for shape, write := range writers() {
  f,_ := os.Create(os.Getenv("XLDIR")+"/"+shape+".xlsx")
  if err := write(f, Options{Format: XLSX, Locale: italian()}); err!=nil {t.Fatal(err)}
  f.Close()
 }
}
