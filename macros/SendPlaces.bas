Attribute VB_Name = "SendPlaces"
Option Explicit

' Where the cell of a finding stands now, wherever rows were sorted to or put in; and what the Checks sheet lists.

Public Const FIRST_TITLE As String = "Rule"
Public Const GONE As String = "gone"
Private Const HEADINGS_WITHIN As Long = 20
Private Const MOST_COLUMNS As Long = 60

' The Checks sheet of the open workbook if it lists something, else nothing.
Public Function FilledChecks() As Object
    Dim page As Object, top As Long
    If ActiveWorkbook Is Nothing Then Exit Function
    Set page = SheetNamed(ActiveWorkbook, "Checks")
    If page Is Nothing Then Exit Function
    top = TitleRow(page, FIRST_TITLE)
    If top = 0 Or ColumnOf(page, top, "Place") = 0 Then Exit Function
    If page.Cells(top + 1, 1).Text <> "" Then Set FilledChecks = page
End Function

Public Function ColumnOf(page As Object, ByVal top As Long, ByVal title As String) As Long
    Dim at As Long
    For at = 30 To 1 Step -1
        If page.Cells(top, at).Text = title Then ColumnOf = at
    Next at
End Function

Public Function LastRow(page As Object, ByVal top As Long) As Long
    LastRow = top + 1
    Do While page.Cells(LastRow + 1, 1).Text <> ""
        LastRow = LastRow + 1
    Loop
End Function

' What a row of Checks says under a title; nothing where there is no such title.
Public Function OnChecks(page As Object, ByVal top As Long, ByVal row As Long, ByVal title As String) As String
    Dim at As Long
    at = ColumnOf(page, top, title)
    If at > 0 Then OnChecks = page.Cells(row, at).Text
End Function

' The name of a place's sheet, and its cell.
Public Function SheetOf(ByVal place As String) As String
    If InStr(place, "!") > 0 Then SheetOf = Left(place, InStrRev(place, "!") - 1)
End Function

Public Function CellOf(ByVal place As String) As String
    CellOf = Mid(place, InStrRev(place, "!") + 1)
End Function

' Whether the workbook has the sheet of a place and hides it. A sheet that it has not is not hidden.
Public Function IsOnHidden(ByVal place As String) As Boolean
    Dim target As Object
    Set target = SheetNamed(ActiveWorkbook, SheetOf(place))
    If Not target Is Nothing Then IsOnHidden = (target.Visible <> xlSheetVisible)
End Function

' The cell of a row of Checks, as it stands now; GONE of a record that is gone, or where there is no such sheet.
Public Function CellShown(page As Object, ByVal top As Long, ByVal row As Long) As String
    Dim place As String, target As Object
    place = OnChecks(page, top, row, "Place")
    CellShown = GONE
    Set target = SheetNamed(ActiveWorkbook, SheetOf(place))
    If target Is Nothing Then Exit Function
    CellShown = CellNow(target, OnChecks(page, top, row, "Record"), OnChecks(page, top, row, "Heading"), CellOf(place))
    If CellShown = "" Then CellShown = "A1"
End Function

' The first row of Checks that is about a cell, wherever its record stands now; 0 where none is.
Public Function RowAbout(page As Object, ByVal top As Long, cell As Object) As Long
    Dim row As Long, place As String, address As String, beside As String
    address = cell.Address(False, False)
    beside = TextsBeside(cell)
    For row = LastRow(page, top) To top + 1 Step -1
        place = OnChecks(page, top, row, "Place")
        If place <> "" And LCase(SheetOf(place)) = LCase(Trim(cell.Worksheet.Name)) Then
            If IsNamedIn(beside, OnChecks(page, top, row, "Record")) Or CellOf(place) = address Or CellOf(place) = "" Then
                If CellShown(page, top, row) = address Then RowAbout = row
            End If
        End If
    Next row
End Function

' What stands in the row of a cell, one text a line.
Private Function TextsBeside(cell As Object) As String
    Dim at As Long
    TextsBeside = vbLf
    For at = 1 To MOST_COLUMNS
        TextsBeside = TextsBeside & Trim(cell.Worksheet.Cells(cell.Row, at).Text) & vbLf
    Next at
End Function

Private Function IsNamedIn(ByVal texts As String, ByVal record As String) As Boolean
    Dim first As String
    first = record
    If InStr(first, " at ") > 0 Then first = Left(first, InStr(first, " at ") - 1)
    If InStr(first, ", ") > 0 And InStr(texts, vbLf & first & vbLf) = 0 Then first = Left(first, InStr(first, ", ") - 1)
    IsNamedIn = (first <> "" And InStr(texts, vbLf & first & vbLf) > 0)
End Function

' Where the cell of a record stands now: in its row, which it is known by wherever it was sorted to, and under its
' heading. Without a heading a place is meant, and that stays.
Private Function CellNow(target As Object, ByVal record As String, ByVal heading As String, ByVal was As String) As String
    Dim top As Long, across As Long, row As Long, key As Long, second As Long
    CellNow = was
    If heading = "" Or was = "" Then Exit Function
    top = HeadingRow(target, heading)
    If top = 0 Then Exit Function
    across = HeadingColumn(target, top, heading)
    key = FirstOf(target, top, Array("ID", "Code", "Name", "KPI", "Forum"))
    If key = 0 Then Exit Function
    If LCase(target.Cells(top, key).Text) = "kpi" Then second = FirstOf(target, top, Array("Milestone", "Period end"))
    If LCase(target.Cells(top, key).Text) = "forum" Then second = FirstOf(target, top, Array("Meeting date"))
    CellNow = GONE
    For row = LastFilled(target) To top + 1 Step -1
        If LCase(RecordIn(target, row, key, second)) = LCase(record) Then CellNow = target.Cells(row, across).Address(False, False)
    Next row
    ' Of two rows of one id, the one that was meant stands where it stood.
    row = target.Range(was).Row
    If LCase(RecordIn(target, row, key, second)) = LCase(record) Then CellNow = target.Cells(row, across).Address(False, False)
End Function

' The column of the first of these titles that there is.
Private Function FirstOf(target As Object, ByVal top As Long, titles As Variant) As Long
    Dim title As Variant
    For Each title In titles
        If FirstOf = 0 Then FirstOf = HeadingColumn(target, top, CStr(title))
    Next title
End Function

' The record of a row as findings name it: its id; a KPI at a milestone or on a day; a meeting of a forum on a day.
Private Function RecordIn(target As Object, ByVal row As Long, ByVal key As Long, ByVal second As Long) As String
    RecordIn = Trim(target.Cells(row, key).Text)
    If second = 0 Or RecordIn = "" Then Exit Function
    If InStr(target.Cells(row, second).Text, " ") > 0 And InStr(RecordIn, "-") = 0 Then
        RecordIn = RecordIn & ", " & Trim(target.Cells(row, second).Text)
    Else
        RecordIn = RecordIn & " at " & Trim(target.Cells(row, second).Text)
    End If
End Function

Private Function LastFilled(target As Object) As Long
    LastFilled = target.UsedRange.Row + target.UsedRange.Rows.Count - 1
End Function

Private Function HeadingRow(target As Object, ByVal heading As String) As Long
    Dim row As Long
    For row = HEADINGS_WITHIN To 1 Step -1
        If HeadingColumn(target, row, heading) > 0 Then HeadingRow = row
    Next row
End Function

Private Function HeadingColumn(target As Object, ByVal row As Long, ByVal heading As String) As Long
    Dim at As Long
    For at = MOST_COLUMNS To 1 Step -1
        If LCase(Trim(target.Cells(row, at).Text)) = LCase(heading) Then HeadingColumn = at
    Next at
End Function
