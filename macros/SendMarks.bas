Attribute VB_Name = "SendMarks"
Option Explicit

' Walks through what the Checks sheet lists, and empties it. Neither needs Python.

Private Const FIRST_TITLE As String = "Rule"
Private Const GONE As String = "gone"
Private Const HEADINGS_WITHIN As Long = 20
Private Const MOST_COLUMNS As Long = 60
Private lastPlace As String
Private lastCell As String

Public Sub NextProblem()
    Dim page As Object, top As Long, row As Long, words As String
    Set page = FilledChecks()
    If page Is Nothing Then
        Say "Nothing is listed to put right. Press Validate to check this workbook."
        Exit Sub
    End If
    top = TitleRow(page, FIRST_TITLE)
    row = RowAfter(page, top)
    If row = 0 Then
        Say "Nothing is left open to put right: what Checks lists is explained, or follows from something else."
        Exit Sub
    End If
    lastPlace = Told(page, top, row, "Place")
    words = GoneTo(page, top, row) & WordsOf(page, top, row)
    lastCell = Trim(ActiveSheet.Name) & "!" & ActiveCell.Address(False, False)
    Say words
End Sub

Public Sub ClearMarks()
    Dim page As Object
    Set page = FilledChecks()
    If page Is Nothing Then
        Say "No cell is marked: the Checks sheet lists nothing."
    ElseIf page.ProtectContents Then
        Say "The Checks sheet is protected. Take the protection off (Review, Unprotect Sheet) and press Clear marks again."
    Else
        EmptyBelow page, TitleRow(page, FIRST_TITLE), Across(page, TitleRow(page, FIRST_TITLE))
        Say "The Checks sheet is empty, so no cell is lit up any more. Your own cells were not changed."
    End If
End Sub

' The Checks sheet of the open workbook if it lists something, else nothing.
Private Function FilledChecks() As Object
    Dim page As Object, top As Long
    If ActiveWorkbook Is Nothing Then Exit Function
    Set page = SheetNamed(ActiveWorkbook, "Checks")
    If page Is Nothing Then Exit Function
    top = TitleRow(page, FIRST_TITLE)
    If top = 0 Or ColumnOf(page, top, "Place") = 0 Then Exit Function
    If page.Cells(top + 1, 1).Text <> "" Then Set FilledChecks = page
End Function

' How far our own titles reach.
Private Function Across(page As Object, ByVal top As Long) As Long
    Across = ColumnOf(page, top, "Finding")
    If Across = 0 Or Across > ColumnOf(page, top, "Place") + 3 Then Across = ColumnOf(page, top, "Place")
End Function

Private Function ColumnOf(page As Object, ByVal top As Long, ByVal title As String) As Long
    Dim at As Long
    For at = 30 To 1 Step -1
        If page.Cells(top, at).Text = title Then ColumnOf = at
    Next at
End Function

Private Function LastRow(page As Object, ByVal top As Long) As Long
    LastRow = top + 1
    Do While page.Cells(LastRow + 1, 1).Text <> ""
        LastRow = LastRow + 1
    Loop
End Function

' What a row of Checks says under a title; nothing where there is no such title.
Private Function Told(page As Object, ByVal top As Long, ByVal row As Long, ByVal title As String) As String
    Dim at As Long
    at = ColumnOf(page, top, title)
    If at > 0 Then Told = page.Cells(row, at).Text
End Function

' The row to go to: after those of the cell under the cursor, else after those last shown; then from the top again.
' Rows without a place follow from others or are explained, and nobody need go to them.
Private Function RowAfter(page As Object, ByVal top As Long) As Long
    Dim row As Long, found As Long, here As String, place As String
    If Not ActiveCell Is Nothing Then here = Trim(ActiveSheet.Name) & "!" & ActiveCell.Address(False, False)
    If here = lastCell Or Not Listed(page, top, here) Then here = lastPlace
    For row = top + 1 To LastRow(page, top)
        place = Told(page, top, row, "Place")
        If place <> "" Then
            If RowAfter = 0 Then RowAfter = row
            If place = here Then found = row
        End If
    Next row
    If found = 0 Then Exit Function
    For row = LastRow(page, top) To found + 1 Step -1
        If Told(page, top, row, "Place") <> "" Then RowAfter = row
    Next row
End Function

Private Function Listed(page As Object, ByVal top As Long, ByVal here As String) As Boolean
    Dim row As Long
    For row = top + 1 To LastRow(page, top)
        If Told(page, top, row, "Place") = here Then Listed = True
    Next row
End Function

' How many there are to go to, down to a row.
Private Function Counted(page As Object, ByVal top As Long, ByVal last As Long) As Long
    Dim row As Long
    For row = top + 1 To last
        If Told(page, top, row, "Place") <> "" Then Counted = Counted + 1
    Next row
End Function

' Selects the cell of a row of Checks; where it cannot be shown, the row itself, and says why.
Private Function GoneTo(page As Object, ByVal top As Long, ByVal row As Long) As String
    Dim place As String, target As Object, name As String, cell As String, counts As String
    place = Told(page, top, row, "Place")
    name = Left(place, InStrRev(place, "!") - 1)
    cell = Mid(place, InStrRev(place, "!") + 1)
    Set target = SheetNamed(ActiveWorkbook, name)
    If Not target Is Nothing Then cell = CellNow(target, Told(page, top, row, "Record"), Told(page, top, row, "Heading"), cell)
    counts = " (" & Counted(page, top, row) & " of " & Counted(page, top, LastRow(page, top)) & "). "
    GoneTo = name & " " & cell & counts
    If target Is Nothing Then
        GoneTo = "There is no sheet " & name & counts
    ElseIf cell = GONE Then
        GoneTo = Told(page, top, row, "Record") & " is gone from " & name & counts & "Press Validate to check again. "
    ElseIf target.Visible <> xlSheetVisible Then
        GoneTo = GoneTo & "This sheet is hidden: to show it, right-click any tab and choose Unhide. "
    Else
        If cell = "" Then cell = "A1"
        target.Activate
        Unfold target.Range(cell)
        target.Range(cell).Select
        If IsFolded(target.Range(cell)) Then GoneTo = GoneTo & "Its row or column is hidden and this sheet is protected: unprotect it to see the cell. "
        Exit Function
    End If
    page.Activate
    page.Range("A" & row).Select
End Function

' Shows the row and the column of a cell, if they are folded or hidden. A protected sheet may not let us.
Private Sub Unfold(cell As Object)
    On Error Resume Next
    If cell.EntireColumn.Hidden Then cell.EntireColumn.Hidden = False
    If cell.EntireRow.Hidden Then cell.EntireRow.Hidden = False
End Sub

Private Function IsFolded(cell As Object) As Boolean
    IsFolded = cell.EntireColumn.Hidden Or cell.EntireRow.Hidden
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
        If RecordIn(target, row, key, second) = record Then CellNow = target.Cells(row, across).Address(False, False)
    Next row
    ' Of two rows of one id, the one that was meant stands where it stood.
    row = target.Range(was).Row
    If RecordIn(target, row, key, second) = record Then CellNow = target.Cells(row, across).Address(False, False)
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

' What is wrong and what to do, of this row of Checks and of those below it for the same cell.
Private Function WordsOf(page As Object, ByVal top As Long, ByVal first As Long) As String
    Dim row As Long, severity As String
    row = first
    Do While Told(page, top, row, "Place") = Told(page, top, first, "Place")
        If row > first Then WordsOf = WordsOf & vbLf & vbLf
        severity = Told(page, top, row, "Severity")
        WordsOf = WordsOf & UCase(Left(severity, 1)) & Mid(severity, 2) & ": " & Told(page, top, row, "What is wrong") & _
            " " & Told(page, top, row, "What to do")
        row = row + 1
    Loop
End Function
