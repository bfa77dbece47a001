Attribute VB_Name = "SendMarks"
Option Explicit

' Walks through what the Checks sheet lists, and empties it. Neither needs Python.

Private Const FIRST_TITLE As String = "Rule"
Private lastPlace As String

Public Sub NextProblem()
    Dim page As Object, top As Long, row As Long
    Set page = FilledChecks()
    If page Is Nothing Then
        Say "Nothing is listed to put right. Press Validate to check this workbook."
        Exit Sub
    End If
    top = TitleRow(page, FIRST_TITLE)
    row = RowAfter(page, top)
    lastPlace = page.Cells(row, ColumnOf(page, top, "Place")).Text
    Say GoneTo(page, top, row) & WordsOf(page, top, row)
End Sub

Public Sub ClearMarks()
    Dim page As Object
    Set page = FilledChecks()
    If page Is Nothing Then
        Say "No cell is marked: the Checks sheet lists nothing."
    ElseIf page.ProtectContents Then
        Say "The Checks sheet is protected. Take the protection off (Review, Unprotect Sheet) and press Clear marks again."
    Else
        EmptyBelow page, TitleRow(page, FIRST_TITLE), ColumnOf(page, TitleRow(page, FIRST_TITLE), "Place")
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

Private Function ColumnOf(page As Object, ByVal top As Long, ByVal title As String) As Long
    Dim at As Long
    For at = 1 To 30
        If page.Cells(top, at).Text = title Then ColumnOf = at
    Next at
End Function

Private Function LastRow(page As Object, ByVal top As Long) As Long
    LastRow = top + 1
    Do While page.Cells(LastRow + 1, 1).Text <> ""
        LastRow = LastRow + 1
    Loop
End Function

' The row to go to: after those of the cell under the cursor, else after those last shown; then from the top again.
Private Function RowAfter(page As Object, ByVal top As Long) As Long
    Dim row As Long, place As Long, found As Long, last As Long, here As String
    place = ColumnOf(page, top, "Place")
    last = LastRow(page, top)
    If Not ActiveCell Is Nothing Then here = ActiveSheet.Name & "!" & ActiveCell.Address(False, False)
    If Not Listed(page, top, last, place, here) Then here = lastPlace
    For row = top + 1 To last
        If page.Cells(row, place).Text = here Then found = row
    Next row
    RowAfter = found + 1
    If found = 0 Or found = last Then RowAfter = top + 1
End Function

Private Function Listed(page As Object, ByVal top As Long, ByVal last As Long, ByVal place As Long, ByVal here As String) As Boolean
    Dim row As Long
    For row = top + 1 To last
        If page.Cells(row, place).Text = here Then Listed = True
    Next row
End Function

' Selects the cell of a row of Checks; where it cannot be shown, the row itself, and says why.
Private Function GoneTo(page As Object, ByVal top As Long, ByVal row As Long) As String
    Dim place As String, target As Object, name As String, cell As String
    place = page.Cells(row, ColumnOf(page, top, "Place")).Text
    name = Left(place, InStrRev(place, "!") - 1)
    cell = Mid(place, InStrRev(place, "!") + 1)
    Set target = SheetNamed(ActiveWorkbook, name)
    GoneTo = name & " " & cell & " (" & row - top & " of " & LastRow(page, top) - top & "). "
    If target Is Nothing Then
        GoneTo = "There is no sheet " & name & " (" & row - top & " of " & LastRow(page, top) - top & "). "
        Set target = page
        cell = "A" & row
    ElseIf target.Visible <> xlSheetVisible Then
        GoneTo = GoneTo & "This sheet is hidden: to show it, right-click any tab and choose Unhide. "
        Set target = page
        cell = "A" & row
    End If
    If cell = "" Then cell = "A1"
    target.Activate
    target.Range(cell).Select
End Function

' What is wrong and what to do, of this row of Checks and of those below it for the same cell.
Private Function WordsOf(page As Object, ByVal top As Long, ByVal first As Long) As String
    Dim row As Long, place As Long
    place = ColumnOf(page, top, "Place")
    row = first
    Do While page.Cells(row, place).Text = page.Cells(first, place).Text
        If row > first Then WordsOf = WordsOf & vbLf & vbLf
        WordsOf = WordsOf & UCase(Left(page.Cells(row, 2).Text, 1)) & Mid(page.Cells(row, 2).Text, 2) & ": " & _
            page.Cells(row, 6).Text & " " & page.Cells(row, 7).Text
        row = row + 1
    Loop
End Function
