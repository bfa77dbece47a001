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
Private seenAgain As String

' Whether the words stand in a note on the cell. A cell that has one already, or is protected, gets none.
Public Function PutNote(cell As Object, ByVal words As String) As Boolean
    Dim text As String, lines As Long, part As Variant
    text = BEGINS & vbLf & words & vbLf & ENDS
    On Error Resume Next
    If cell.Worksheet.ProtectContents Then Exit Function
    If Not cell.Comment Is Nothing Then Exit Function
    cell.AddComment text
    If cell.Comment Is Nothing Then Exit Function
    PutNote = IsOurs(cell.Comment)
    For Each part In Split(text, vbLf)
        lines = lines + 1 + Len(part) \ LETTERS_ACROSS
    Next part
    cell.Comment.Visible = True
    cell.Comment.Shape.Width = WIDE
    cell.Comment.Shape.Height = (lines + 1) * LINE_HIGH
End Function

' Takes every note of ours off the workbook in front. Where there is none, nothing is changed.
Public Sub TakeNotesAway()
    Dim page As Object, at As Long
    On Error Resume Next
    ShowProgress ""
    For Each page In ActiveWorkbook.Worksheets
        For at = page.Comments.Count To 1 Step -1
            If IsOurs(page.Comments(at)) Then page.Comments(at).Delete
        Next at
    Next page
End Sub

' Whether a note of ours stands anywhere on a sheet.
Public Function HasNote(page As Object) As Boolean
    Dim at As Long
    On Error Resume Next
    For at = 1 To page.Comments.Count
        If IsOurs(page.Comments(at)) Then HasNote = True
    Next at
End Function

' Whether a note of ours stands on a cell.
Public Function IsNoted(cell As Object) As Boolean
    On Error Resume Next
    If Not cell.Comment Is Nothing Then IsNoted = IsOurs(cell.Comment)
End Function

Private Function IsOurs(note As Object) As Boolean
    Dim text As String
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
    Dim first As Long, last As Long, level As Long
    On Error Resume Next
    first = cell.Row
    last = cell.Row
    level = cell.EntireRow.OutlineLevel
    Do While level > 1 And first > 1 And LevelOf(cell.Worksheet.Rows(first - 1)) >= level
        first = first - 1
    Loop
    Do While level > 1 And LevelOf(cell.Worksheet.Rows(last + 1)) >= level
        last = last + 1
    Loop
    cell.Worksheet.Range(cell.Worksheet.Cells(first, 1), cell.Worksheet.Cells(last, 1)).EntireRow.Hidden = False
    If cell.EntireRow.Hidden Then cell.ListObject.AutoFilter.ShowAllData
    If cell.EntireRow.Hidden Then cell.Worksheet.ShowAllData
End Sub

Private Sub OpenColumns(cell As Object)
    Dim first As Long, last As Long, level As Long
    On Error Resume Next
    first = cell.Column
    last = cell.Column
    level = cell.EntireColumn.OutlineLevel
    Do While level > 1 And first > 1 And LevelOf(cell.Worksheet.Columns(first - 1)) >= level
        first = first - 1
    Loop
    Do While level > 1 And LevelOf(cell.Worksheet.Columns(last + 1)) >= level
        last = last + 1
    Loop
    cell.Worksheet.Range(cell.Worksheet.Cells(1, first), cell.Worksheet.Cells(1, last)).EntireColumn.Hidden = False
End Sub

' How deep a row or column is grouped; 1 where it is not.
Private Function LevelOf(strip As Object) As Long
    On Error Resume Next
    LevelOf = 1
    LevelOf = strip.OutlineLevel
End Function
