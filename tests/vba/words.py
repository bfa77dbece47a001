"""The words that VBA and Excel have, in small letters."""

from __future__ import annotations

_KEYWORDS = """
and as attribute boolean byref byte byval call case close const currency date declare dim do double each else
elseif empty end erase error exit explicit false for function get goto if imp in input integer is let like
lock long longlong longptr loop lset me mod new next not nothing null object on open option optional or
paramarray preserve print private property ptrsafe public put redim resume return rset seek select set single
static step stop string sub then to true type typeof until variant wend while with withevents write xor
"""
# What both offer by themselves, as far as our sources use it. Look a name up before adding it.
_OFFERED = """
abs access activecell activesheet activewindow activeworkbook append applescripttask application array asc
ascw binary cancel cbool
cdate cdbl cells chr chrw cint clng columns createobject cstr cvar cverr date dateadd dateserial datevalue day
debug dir doevents environ err evaluate filelen fix format freefile getobject hex hour iif inputbox instr
instrrev int isarray isdate isempty iserror ismissing isnull isnumeric isobject join kill lbound lcase left
len loc lof ltrim mid minute mkdir month msgbox name names now output randomize range read replace rgb right rmdir
rnd round rows rtrim second selection sgn sheets shell space split sqr str strcomp strconv strreverse
thisworkbook time timer timeserial timevalue trim typename ubound ucase val vartype weekday windows workbooks
worksheets year
"""
# Types that may be named after As or New.
_TYPES = """
application chart collection hyperlink listcolumn listobject listrow range shape variant
window workbook worksheet
"""
KEYWORDS = frozenset(_KEYWORDS.split())
OFFERED = frozenset(_OFFERED.split())
TYPES = frozenset(_TYPES.split())
