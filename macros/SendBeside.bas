Attribute VB_Name = "SendBeside"
Option Explicit

' Puts rows below those of a table that stands beside others on a sheet of ours, such as Explanations on Checks. It is
' known by its titles, wherever they stand; where they are missing they are written first, right of all that is there.

Private Const TITLES_WITHIN As Long = 500
Private Const ACROSS_AT_MOST As Long = 60
Private Const FIRST_PLACE As Long = 14
Private Const TITLE_AT As Long = 2

' The lines of an answer are those of a sheet: add, note, titles, widths, kinds, how many rows, the rows.
Public Sub AddRows(book As Object, answer As Variant, ByVal first As Long)
    Dim page As Object, titles As Variant, kinds As Variant, top As Long, at As Long, row As Long, many As Long
    Set page = SheetNamed(book, CStr(Fields(answer(first))(1)))
    titles = Fields(answer(first + 2))
    kinds = Fields(answer(first + 4))
    at = LeftOf(page, titles, top)
    If at = 0 Then at = WithTitles(page, answer, first, top)
    many = CLng(Fields(answer(first + 5))(1))
    For row = 1 To many
        WriteRow page, LastFilledOf(page, top, at, UBound(titles)) + 1, at, kinds, Fields(answer(first + 5 + row))
    Next row
    FitTable page.Range(page.Cells(top, at), page.Cells(LastFilledOf(page, top, at, UBound(titles)), at + UBound(titles) - 1))
End Sub

' The first column of the titles, side by side, and their row; 0 where they are missing.
Private Function LeftOf(page As Object, titles As Variant, top As Variant) As Long
    Dim row As Long, at As Long, last As Long
    last = page.UsedRange.Row + page.UsedRange.Rows.Count - 1
    If last > TITLES_WITHIN Then last = TITLES_WITHIN
    For row = last To 1 Step -1
        For at = ACROSS_AT_MOST To 1 Step -1
            If AreTitles(page, row, at, titles) Then
                LeftOf = at
                top = row
            End If
        Next at
    Next row
End Function

Private Function AreTitles(page As Object, ByVal row As Long, ByVal at As Long, titles As Variant) As Boolean
    Dim beyond As Long
    If LCase(Trim(page.Cells(row, at).Text)) <> LCase(titles(1)) Then Exit Function
    AreTitles = True
    For beyond = 2 To UBound(titles)
        If LCase(Trim(page.Cells(row, at + beyond - 1).Text)) <> LCase(titles(beyond)) Then AreTitles = False
    Next beyond
End Function

' Writes the titles where nothing stands, with the note above them; their first column.
Private Function WithTitles(page As Object, answer As Variant, ByVal first As Long, top As Variant) As Long
    Dim at As Long, titles As Variant, widths As Variant
    titles = Fields(answer(first + 2))
    widths = Fields(answer(first + 3))
    WithTitles = page.UsedRange.Column + page.UsedRange.Columns.Count + 1
    If WithTitles < FIRST_PLACE Then WithTitles = FIRST_PLACE
    top = TITLE_AT
    page.Cells(TITLE_AT - 1, WithTitles).Value = Fields(answer(first + 1))(1)
    For at = 1 To UBound(titles)
        page.Cells(TITLE_AT, WithTitles + at - 1).Value = titles(at)
        page.Cells(TITLE_AT, WithTitles + at - 1).Font.Bold = True
        page.Columns(WithTitles + at - 1).ColumnWidth = Val(widths(at))
        page.Columns(WithTitles + at - 1).WrapText = True
    Next at
    page.Cells(TITLE_AT - 1, WithTitles).WrapText = False
End Function

' The last row of the table in which anything stands, at least that of its titles.
Private Function LastFilledOf(page As Object, ByVal top As Long, ByVal at As Long, ByVal across As Long) As Long
    Dim row As Long, column As Long
    LastFilledOf = top
    For row = page.UsedRange.Row + page.UsedRange.Rows.Count - 1 To top + 1 Step -1
        For column = at To at + across - 1
            If page.Cells(row, column).Text <> "" Then
                LastFilledOf = row
                Exit Function
            End If
        Next column
    Next row
End Function

Private Sub WriteRow(page As Object, ByVal row As Long, ByVal at As Long, kinds As Variant, written As Variant)
    Dim column As Long
    For column = 1 To UBound(kinds)
        page.Cells(row, at + column - 1).NumberFormat = FormatOf(CStr(kinds(column)))
        page.Cells(row, at + column - 1).Value = Typed(CStr(kinds(column)), CStr(written(column)))
    Next column
End Sub
