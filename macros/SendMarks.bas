Attribute VB_Name = "SendMarks"
Option Explicit

' Walks through what the Checks sheet lists, and empties it. Neither needs Python. Cells of hidden sheets are passed by,
' and how many there are is said.

' What its keys, Ctrl+Shift+N, call. Excel has the keys from the line below while this file is open, and no longer.
Public Sub GoToNextProblem()
Attribute GoToNextProblem.VB_ProcData.VB_Invoke_Func = "N\n14"
    On Error GoTo Failed
    NextProblem
    Exit Sub
Failed:
    NotFinished
End Sub

Public Sub NextProblem()
    Dim page As Object, top As Long, places As Variant, place As String, words As String
    Set page = FilledChecks()
    If page Is Nothing Then
        TakeNotesAway
        Say "Nothing is listed to put right. Press Validate to check this workbook."
        Exit Sub
    End If
    top = TitleRow(page, FIRST_TITLE)
    places = PlacesToGo(page, top, False)
    If UBound(places) < 0 Then
        TakeNotesAway
        Say NowhereToGo(page, top)
        Exit Sub
    End If
    place = PlaceAfter(page, top, places)
    TakeNotesAway
    words = GoneTo(page, top, place) & Counted(places, place) & ShownAgain() & WordsOf(page, top, place) & HiddenToo(page, top)
    If Not PutNote(ActiveCell, words) And Len(words) > SHOWN_AT_ONCE Then
        words = Left(words, SHOWN_AT_ONCE) & "... Row " & RowOf(page, top, place) & " of Checks says all."
    End If
    ShowProgress Replace(words, vbLf, " ")
End Sub

Public Sub ClearMarks()
    Dim page As Object
    Set page = FilledChecks()
    TakeNotesAway
    If page Is Nothing Then
        Say "No cell is marked: the Checks sheet lists nothing."
    ElseIf page.ProtectContents Then
        Say "The Checks sheet is protected. Take the protection off (Review, Unprotect Sheet) and press Clear marks again."
    Else
        EmptyBelow page, TitleRow(page, FIRST_TITLE), Across(page, TitleRow(page, FIRST_TITLE))
        Say "The Checks sheet is empty, so no cell is lit up any more. Your own cells were not changed."
    End If
End Sub

' How far our own titles reach.
Private Function Across(page As Object, ByVal top As Long) As Long
    Across = ColumnOf(page, top, "Finding")
    If Across = 0 Or Across > ColumnOf(page, top, "Place") + 3 Then Across = ColumnOf(page, top, "Place")
End Function

' The places that Checks lists, each once and in its order: those on hidden sheets, or the others. Rows without a place
' follow from others or are explained, and nobody need go to them.
Private Function PlacesToGo(page As Object, ByVal top As Long, ByVal hidden As Boolean) As Variant
    Dim row As Long, found As String, place As String
    For row = top + 1 To LastRow(page, top)
        place = OnChecks(page, top, row, "Place")
        If place <> "" And InStr(found & vbLf, vbLf & place & vbLf) = 0 Then
            If IsOnHidden(place) = hidden Then found = found & vbLf & place
        End If
    Next row
    PlacesToGo = Split(Mid(found, 2), vbLf)
End Function

Private Function NowhereToGo(page As Object, ByVal top As Long) As String
    Dim names As String
    names = HiddenSheets(page, top)
    If names = "" Then
        NowhereToGo = "Nothing is left open to put right: what Checks lists is explained, or follows from something else."
    Else
        NowhereToGo = "What is left to put right stands on hidden sheets (" & names & "). Right-click any tab, " & _
            "choose Unhide, and press Next problem again."
    End If
End Function

Private Function HiddenToo(page As Object, ByVal top As Long) As String
    Dim many As Long
    many = UBound(PlacesToGo(page, top, True)) + 1
    If many > 0 Then HiddenToo = " " & many & " more on hidden sheets (" & HiddenSheets(page, top) & ")."
End Function

' The hidden sheets on which something is to be put right, each once.
Private Function HiddenSheets(page As Object, ByVal top As Long) As String
    Dim place As Variant, names As String
    For Each place In PlacesToGo(page, top, True)
        If InStr(names & ", ", ", " & SheetOf(CStr(place)) & ", ") = 0 Then names = names & ", " & SheetOf(CStr(place))
    Next place
    HiddenSheets = Mid(names, 3)
End Function

' The place to go to: the row of Checks under the cursor if its cell can be shown; else the place after that of the
' cursor, or of the note that we left; and after the last the first again.
Private Function PlaceAfter(page As Object, ByVal top As Long, places As Variant) As String
    Dim row As Long, here As String
    row = RowUnder(page, top)
    If row > 0 And LCase(ActiveSheet.Name) = LCase(page.Name) Then
        here = OnChecks(page, top, row, "Place")
        If CellShown(page, top, row) <> GONE And IndexOf(places, here) >= 0 Then
            PlaceAfter = here
            Exit Function
        End If
    End If
    If row = 0 Then row = RowNoted(page, top)
    If row > 0 Then here = OnChecks(page, top, row, "Place")
    PlaceAfter = places((IndexOf(places, here) + 1) Mod (UBound(places) + 1))
End Function

' The row of Checks whose cell bears the note that we left; 0 where none does.
Private Function RowNoted(page As Object, ByVal top As Long) As Long
    Dim row As Long, target As Object, cell As String
    For row = LastRow(page, top) To top + 1 Step -1
        Set target = SheetNamed(ActiveWorkbook, SheetOf(OnChecks(page, top, row, "Place")))
        If Not target Is Nothing Then
            If HasNote(target) Then cell = CellShown(page, top, row) Else cell = GONE
            If cell <> GONE Then
                If IsNoted(target.Range(cell)) Then RowNoted = row
            End If
        End If
    Next row
End Function

' The row of Checks that the cursor is on, or whose cell it is on; 0 where there is none.
Public Function RowUnder(page As Object, ByVal top As Long) As Long
    If ActiveCell Is Nothing Then Exit Function
    If LCase(ActiveSheet.Name) <> LCase(page.Name) Then
        RowUnder = RowAbout(page, top, ActiveCell)
    ElseIf ActiveCell.Row > top And ActiveCell.Row <= LastRow(page, top) Then
        RowUnder = ActiveCell.Row
    End If
End Function

Private Function IndexOf(places As Variant, ByVal place As String) As Long
    Dim at As Long
    IndexOf = -1
    For at = 0 To UBound(places)
        If places(at) = place And place <> "" Then IndexOf = at
    Next at
End Function

Private Function Counted(places As Variant, ByVal place As String) As String
    Counted = " (" & IndexOf(places, place) + 1 & " of " & UBound(places) + 1 & "). "
End Function

Private Function RowOf(page As Object, ByVal top As Long, ByVal place As String) As Long
    Dim row As Long
    For row = LastRow(page, top) To top + 1 Step -1
        If OnChecks(page, top, row, "Place") = place Then RowOf = row
    Next row
End Function

' Selects the cell of a place, or where there is none any more the row of Checks that lists it; which it was.
Private Function GoneTo(page As Object, ByVal top As Long, ByVal place As String) As String
    Dim row As Long, cell As String, target As Object
    row = RowOf(page, top, place)
    cell = CellShown(page, top, row)
    Set target = SheetNamed(ActiveWorkbook, SheetOf(place))
    If cell <> GONE Then
        GoneTo = SheetOf(place) & " " & cell
        target.Activate
        ShowCell target.Range(cell)
        Exit Function
    End If
    GoneTo = OnChecks(page, top, row, "Record") & " is gone from " & SheetOf(place)
    If target Is Nothing Then GoneTo = "There is no sheet " & SheetOf(place)
    If page.Visible <> xlSheetVisible Then Exit Function
    page.Activate
    page.Range("A" & row).Select
End Function

' What is wrong and what to do, of every row of Checks for this place.
Private Function WordsOf(page As Object, ByVal top As Long, ByVal place As String) As String
    Dim row As Long, severity As String
    For row = top + 1 To LastRow(page, top)
        If OnChecks(page, top, row, "Place") = place Then
            If WordsOf <> "" Then WordsOf = WordsOf & vbLf & vbLf
            severity = OnChecks(page, top, row, "Severity")
            WordsOf = WordsOf & UCase(Left(severity, 1)) & Mid(severity, 2) & ": " & _
                OnChecks(page, top, row, "What is wrong") & " " & OnChecks(page, top, row, "What to do")
        End If
    Next row
End Function
