"""Texts that a new edition starts with; the coordinator changes them."""

# A question with its source in brackets, a line each.
FIT_LIST = """\
Czy to sprawa gminy, a nie powiatu, państwa albo osoby prywatnej? (art. 6 i 7 ustawy o samorządzie gminnym)
Czy da się to zrobić w jednym roku i za pieniądze z jednej puli? (art. 5a ust. 3 i 4 ustawy o samorządzie gminnym)
Czy teren należy do gminy albo właściciel się zgadza? (uchwała o budżecie obywatelskim)
Czy każdy będzie mógł z tego korzystać, także na wózku i z dzieckiem? (art. 6 ustawy o zapewnianiu dostępności)
Czy wiadomo, ile będzie kosztować utrzymanie w następnych latach? (art. 44 ustawy o finansach publicznych)"""
