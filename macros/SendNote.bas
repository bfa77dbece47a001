Attribute VB_Name = "SendNote"
Option Explicit

' What Next problem shows beside a cell: a note of ours, which goes again with the next button. A note or comment that
' is somebody else's is never touched, nor one of ours that somebody has added to.

Public Const SHOWN_AT_ONCE As Long = 180
Private Const BEGINS As String = "SEND programme"
Private Const ENDS As String = "(This note goes when the next button is pressed.)"
Private Const WIDE As Single = 300
Private Const LETTERS_ACROSS As Long = 52
Private Const LINE_HIGH As Single = 13
' Rows or columns that are looked at for the end of a group.
Private Const GROUPED_AT_MOST As Long = 500
Private seenAgain As String

' Whether the words stand in a note on the cell. A cell that has one already, or is protected, gets none.
Public Function PutNote(cell As Object, ByVal words As String) As Boolean
    Dim text As String, lines As Long, part As Variant, made As Object
    text = BEGINS & vbLf & words & vbLf & ENDS
    On Error Resume Next
    If cell.Worksheet.ProtectContents Then Exit Function
    If Not cell.Comment Is Nothing Then Exit Function
    Set made = cell.AddComment(text)
    If made Is Nothing Then Exit Function
    PutNote = IsOurs(made)
    ' One that was cut short would not be known again.
    If Not PutNote Then made.Delete
    If Not PutNote Then Exit Function
    For Each part In Split(text, vbLf)
        lines = lines + 1 + Len(part) \ LETTERS_ACROSS
    Next part
    made.Visible = True
    made.Shape.Width = WIDE
    made.Shape.Height = (lines + 1) * LINE_HIGH
End Function

' Takes every note of ours off the workbook in front. Where there is none, nothing is changed.
Public Sub TakeNotesAway()
    Dim page As Object
    ShowProgress ""
    If ActiveWorkbook Is Nothing Then Exit Sub
    For Each page In ActiveWorkbook.Worksheets
        TakeOff page
    Next page
End Sub

' Where a note cannot be looked at, nothing is decided by that: it stays.
Private Sub TakeOff(page As Object)
    Dim at As Long, ours As Boolean
    On Error Resume Next
    For at = page.Comments.Count To 1 Step -1
        ours = False
        ours = IsOurs(page.Comments(at))
        If ours Then page.Comments(at).Delete
    Next at
End Sub

' Whether a note of ours stands anywhere on a sheet.
Public Function HasNote(page As Object) As Boolean
    Dim at As Long, ours As Boolean
    On Error Resume Next
    For at = 1 To page.Comments.Count
        ours = False
        ours = IsOurs(page.Comments(at))
        If ours Then HasNote = True
    Next at
End Function

' Whether a note of ours stands on a cell.
Public Function IsNoted(cell As Object) As Boolean
    On Error Resume Next
    IsNoted = IsOurs(cell.Comment)
End Function

Private Function IsOurs(note As Object) As Boolean
    Dim text As String
    If note Is Nothing Then Exit Function
    text = Replace(Replace(note.Text, vbCrLf, vbLf), vbCr, vbLf)
    IsOurs = (Left(text, Len(BEGINS) + 1) = BEGINS & vbLf And Right(text, Len(ENDS)) = ENDS)
End Function

' Selects a cell. If its row or column is folded, filtered out or hidden, it is shown again, a group of them whole.
Public Sub ShowCell(cell As Object)
    seenAgain = ""
    If cell.EntireRow.Hidden Then
        OpenRows cell
        seenAgain = "Its row was filtered out, folded or hidden, and is shown again. "
    End If
    If cell.EntireColumn.Hidden Then
        OpenColumns cell
        seenAgain = seenAgain & "Its column was folded or hidden, and is shown again. "
    End If
    If cell.EntireRow.Hidden Or cell.EntireColumn.Hidden Then
        seenAgain = "Its row or column is hidden, and this sheet is protected: take the protection off (Review, " & _
            "Unprotect Sheet) to see the cell. "
    End If
    cell.Select
End Sub

' What was shown again for the cell last selected, or why it could not be.
Public Function ShownAgain() As String
    ShownAgain = seenAgain
    seenAgain = ""
End Function

' A protected sheet may not let us, which is said.
Private Sub OpenRows(cell As Object)
    Dim first As Long, last As Long, level As Long, at As Long
    On Error Resume Next
    first = cell.Row
    last = cell.Row
    level = RowLevel(cell.Worksheet, first)
    For at = first - 1 To 1 Step -1
        If level = 1 Or RowLevel(cell.Worksheet, at) < level Then Exit For
        first = at
    Next at
    For at = last + 1 To last + GROUPED_AT_MOST
        If level = 1 Or RowLevel(cell.Worksheet, at) < level Then Exit For
        last = at
    Next at
    cell.Worksheet.Range(cell.Worksheet.Cells(first, 1), cell.Worksheet.Cells(last, 1)).EntireRow.Hidden = False
    If cell.EntireRow.Hidden Then cell.ListObject.AutoFilter.ShowAllData
    If cell.EntireRow.Hidden Then cell.Worksheet.ShowAllData
End Sub

Private Sub OpenColumns(cell As Object)
    Dim first As Long, last As Long, level As Long, at As Long
    On Error Resume Next
    first = cell.Column
    last = cell.Column
    level = ColumnLevel(cell.Worksheet, first)
    For at = first - 1 To 1 Step -1
        If level = 1 Or ColumnLevel(cell.Worksheet, at) < level Then Exit For
        first = at
    Next at
    For at = last + 1 To last + GROUPED_AT_MOST
        If level = 1 Or ColumnLevel(cell.Worksheet, at) < level Then Exit For
        last = at
    Next at
    cell.Worksheet.Range(cell.Worksheet.Cells(1, first), cell.Worksheet.Cells(1, last)).EntireColumn.Hidden = False
End Sub

' How deep a row or column is grouped; 1 where it is not, or there is none.
Private Function RowLevel(page As Object, ByVal at As Long) As Long
    On Error Resume Next
    RowLevel = 1
    RowLevel = page.Rows(at).OutlineLevel
End Function

Private Function ColumnLevel(page As Object, ByVal at As Long) As Long
    On Error Resume Next
    ColumnLevel = 1
    ColumnLevel = page.Columns(at).OutlineLevel
End Function
