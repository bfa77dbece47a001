Attribute VB_Name = "SendApply"
Option Explicit

' Writes the sheets of an answer into the workbook: Checks, Status, or a sheet of ours for results, and no
' other. Each is a note, a row of titles and rows below. Text is written as text, whatever it begins with.

Private Const HEADING_WITHIN As Long = 20
Private Const FIRST_EDITION As Long = 8

' The closing sentence. Nothing is written unless every sheet of the answer can be.
Public Function Applied(book As Object, answer As Variant) As String
    Dim place As Long
    Applied = Prevented(book, answer)
    If Applied <> "" Then Exit Function
    On Error GoTo Failed
    HoldStill
    For place = 0 To UBound(answer)
        If Left(answer(place), 6) = "sheet" & vbTab Then WriteSheet book, answer, place
        If Left(answer(place), 4) = "add" & vbTab Then AddRows book, answer, place
    Next place
    Applied = ValueOf(answer, "say")
    If ValueOf(answer, "show") = "" Then Exit Function
    If SheetNamed(book, ValueOf(answer, "show")).Visible = xlSheetVisible Then SheetNamed(book, ValueOf(answer, "show")).Activate
    Exit Function
Failed:
    Applied = "The answer could not be written whole (" & Err.Description & "). Your own sheets are as they were. " & _
        "Press the button again."
End Function

' Why the sheets of an answer cannot be written; nothing when they can.
Private Function Prevented(book As Object, answer As Variant) As String
    Dim place As Long
    For place = 0 To UBound(answer)
        If Left(answer(place), 6) = "sheet" & vbTab And Prevented = "" Then
            Prevented = Obstacle(book, Fields(answer(place))(1), Fields(answer(place + 2)))
        End If
    Next place
End Function

Private Function Obstacle(book As Object, ByVal name As String, titles As Variant) As String
    Dim page As Object
    Set page = SheetNamed(book, name)
    If page Is Nothing Then
        If IsTaken(book, name) Then Obstacle = Anothers(name)
        If book.ProtectStructure Then Obstacle = "There is no " & name & " sheet, and the workbook is protected against " & _
            "new ones. Take the protection off (Review, Protect Workbook) and press the button again."
    ElseIf page.ProtectContents Then
        Obstacle = "The " & name & " sheet is protected. Take the protection off (Review, Unprotect Sheet) and press the " & _
            "button again. Nothing in your workbook was changed."
    ElseIf Not HasTitles(page, titles) Then
        Obstacle = Anothers(name)
    End If
End Function

Private Function Anothers(ByVal name As String) As String
    Anothers = "The sheet called " & name & " is not the one that the buttons fill: its titles are others. " & _
        "Rename it and press the button again. Nothing in your workbook was changed."
End Function

' Whether any sheet, a chart's too, has this name.
Private Function IsTaken(book As Object, ByVal name As String) As Boolean
    Dim page As Object
    For Each page In book.Sheets
        If LCase(page.Name) = LCase(name) Then IsTaken = True
    Next page
End Function

' Whether these titles stand side by side near the top of a sheet, those of a later edition perhaps not yet; the
' first field is no title.
Private Function HasTitles(page As Object, titles As Variant) As Boolean
    Dim top As Long, at As Long
    top = TitleRow(page, CStr(titles(1)))
    If top = 0 Then Exit Function
    HasTitles = True
    For at = 1 To UBound(titles)
        If page.Cells(top, at).Text <> titles(at) And (at <= FIRST_EDITION Or page.Cells(top, at).Text <> "") Then HasTitles = False
    Next at
End Function

' An answer's sheet stands in lines: sheet, note, titles, widths, kinds, how many rows, the rows.
Private Sub WriteSheet(book As Object, answer As Variant, ByVal first As Long)
    Dim page As Object, titles As Variant, top As Long
    titles = Fields(answer(first + 2))
    Set page = SheetNamed(book, CStr(Fields(answer(first))(1)))
    If page Is Nothing Then Set page = NewSheet(book, answer(first), answer(first + 2), answer(first + 3), answer(first + 4))
    top = TitleRow(page, CStr(titles(1)))
    If top > 1 Then page.Cells(top - 1, 1).Value = Fields(answer(first + 1))(1)
    WriteTitles page, top, titles
    EmptyBelow page, top, UBound(titles)
    WriteRows page, top, answer, first
    FitTable BelowTitles(page, top, UBound(titles), CLng(Fields(answer(first + 5))(1)))
End Sub

' Titles that an earlier edition had not.
Private Sub WriteTitles(page As Object, ByVal top As Long, titles As Variant)
    Dim at As Long
    For at = 1 To UBound(titles)
        If page.Cells(top, at).Text = "" Then page.Cells(top, at).Value = titles(at)
    Next at
End Sub

' The titles of a table with its rows, at least one.
Private Function BelowTitles(page As Object, ByVal top As Long, ByVal across As Long, ByVal many As Long) As Object
    Dim last As Long
    last = top + 1
    If many > 1 Then last = top + many
    Set BelowTitles = page.Range(page.Cells(top, 1), page.Cells(last, across))
End Function

' Empties what was written below the titles before, and its table.
Public Sub EmptyBelow(page As Object, ByVal top As Long, ByVal across As Long)
    Dim last As Long, area As Object
    last = page.UsedRange.Row + page.UsedRange.Rows.Count - 1
    If last <= top Then Exit Sub
    Set area = page.Range(page.Cells(top + 1, 1), page.Cells(last, across))
    MakeReady area
    area.ClearContents
    FitTable BelowTitles(page, top, across, 1)
End Sub

Private Sub WriteRows(page As Object, ByVal top As Long, answer As Variant, ByVal first As Long)
    Dim kinds As Variant, row As Long, many As Long, at As Long, written As Variant, area As Object
    Dim values() As Variant
    kinds = Fields(answer(first + 4))
    many = CLng(Fields(answer(first + 5))(1))
    If many = 0 Then Exit Sub
    ReDim values(1 To many, 1 To UBound(kinds))
    For row = 1 To many
        written = Fields(answer(first + 5 + row))
        For at = 1 To UBound(kinds)
            values(row, at) = Typed(CStr(kinds(at)), CStr(written(at)))
        Next at
    Next row
    For at = 1 To UBound(kinds)
        page.Range(page.Cells(top + 1, at), page.Cells(top + many, at)).NumberFormat = FormatOf(CStr(kinds(at)))
    Next at
    Set area = page.Range(page.Cells(top + 1, 1), page.Cells(top + many, UBound(kinds)))
    area.Value = values
    For at = 1 To UBound(kinds)
        If kinds(at) = "link" Then WriteLinks page, top, answer, first, at
    Next at
    area.EntireRow.AutoFit
End Sub

Private Sub WriteLinks(page As Object, ByVal top As Long, answer As Variant, ByVal first As Long, ByVal at As Long)
    Dim row As Long, place As String
    For row = 1 To CLng(Fields(answer(first + 5))(1))
        place = Fields(answer(first + 5 + row))(at)
        If Left(place, 1) <> "=" And place <> "" Then place = LinkTo(place)
        If place <> "" Then page.Cells(top + row, at).Formula = place
    Next row
End Sub

' A formula that shows a cell's address and leads there; the place is Sheet!A1.
Private Function LinkTo(ByVal place As String) As String
    Dim page As String, cell As String
    page = Replace(Replace(Left(place, InStrRev(place, "!") - 1), "'", "''"), """", """""")
    cell = Mid(place, InStrRev(place, "!") + 1)
    LinkTo = "=HYPERLINK(""#'" & page & "'!" & cell & """,""" & cell & """)"
End Function

Public Function Typed(ByVal kind As String, ByVal written As String) As Variant
    If written = "" Or kind = "link" Then
        Typed = Empty
    ElseIf kind = "number" Then
        Typed = Val(written)
    ElseIf kind = "day" Then
        Typed = DateSerial(CInt(Left(written, 4)), CInt(Mid(written, 6, 2)), CInt(Right(written, 2)))
    ElseIf Left(written, 1) = "'" Then
        Typed = "'" & written
    Else
        Typed = written
    End If
End Function

Public Function FormatOf(ByVal kind As String) As String
    Select Case kind
        Case "text"
            FormatOf = "@"
        Case "day"
            FormatOf = "dd mmm yyyy"
        Case Else
            FormatOf = "General"
    End Select
End Function

Public Function SheetNamed(book As Object, ByVal name As String) As Object
    Dim page As Object
    For Each page In book.Worksheets
        If LCase(Trim(page.Name)) = LCase(Trim(name)) Then Set SheetNamed = page
    Next page
End Function

' The row that begins with a title, near the top of a sheet; 0 when there is none.
Public Function TitleRow(page As Object, ByVal title As String) As Long
    Dim row As Long
    For row = HEADING_WITHIN To 1 Step -1
        If page.Cells(row, 1).Text = title Then TitleRow = row
    Next row
End Function

Public Function Fields(written As Variant) As Variant
    Dim found As Variant, at As Long
    found = Split(written, vbTab)
    For at = 0 To UBound(found)
        found(at) = Unspelled(CStr(found(at)))
    Next at
    Fields = found
End Function
