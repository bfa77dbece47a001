Attribute VB_Name = "SendActions"
Option Explicit

' What a button asks the helper, and what it must first ask the person.

Private Const ON_THIS_COMPUTER As String = " on this computer only. Press the button again and choose one, such as Documents."
Private Const WHICH_FINDING As String = "Put the cursor on a row of Checks, or on a cell that is lit up, and press " & _
    "Explain this finding again. If nothing is lit up, press Validate first."

' Whether a button works on the workbook in front; one reads a whole folder instead.
Public Function NeedsWorkbook(ByVal action As String) As Boolean
    NeedsWorkbook = (action <> "consolidate")
End Function

' The lines of the request; nothing when the person thought better of it.
Public Function AskedBefore(ByVal action As String) As String
    Dim asked As String
    If action = "consolidate" Then
        AskedBefore = WithFolder(Told("action", action))
        Exit Function
    End If
    asked = Told("action", action) & Told("workbook", "workbook.xlsx") & Told("name", ActiveWorkbook.Name) & AtCursor()
    If action = "report" Then
        AskedBefore = WithPlace(asked, "board-summary.html", "Web page (*.html), *.html")
    ElseIf action = "report-word" Then
        AskedBefore = WithPlace(asked, "board-summary.docx", "Word document (*.docx), *.docx")
    ElseIf action = "adopt" Then
        AskedBefore = WithPlace(asked, "adopted.xlsx", "Excel workbook (*.xlsx), *.xlsx")
    ElseIf action = "whatif" Then
        AskedBefore = WithSlip(asked)
    ElseIf action = "explain" Then
        AskedBefore = WithReason(asked)
    Else
        AskedBefore = asked
    End If
End Function

' The sheet and row under the cursor, and the id or record that a row of Status or Checks is about.
Private Function AtCursor() As String
    Dim record As String
    If ActiveCell Is Nothing Then Exit Function
    If ActiveSheet.Name = "Checks" Then
        record = ActiveSheet.Cells(ActiveCell.Row, 5).Text
    Else
        record = ActiveSheet.Cells(ActiveCell.Row, 1).Text
    End If
    AtCursor = Told("sheet", ActiveSheet.Name) & Told("row", CStr(ActiveCell.Row)) & Told("record", record)
End Function

Private Function WithPlace(ByVal asked As String, ByVal usual As String, ByVal kind As String) As String
    Dim place As String
    place = AskWhere(usual, kind)
    If place = "" Then Exit Function
    If InStr(place, "://") > 0 Then
        Say "This file can be written to a folder" & ON_THIS_COMPUTER
        Exit Function
    End If
    WithPlace = asked & Told("output", place)
End Function

Private Function WithFolder(ByVal asked As String) As String
    Dim folder As String
    folder = AskFolder("Choose the folder that holds the returns")
    If folder = "" Then
        Say "Nothing was done."
    ElseIf InStr(folder, "://") > 0 Then
        Say "The returns can be read from a folder" & ON_THIS_COMPUTER
    Else
        WithFolder = asked & Told("folder", folder)
    End If
End Function

Private Function WithSlip(ByVal asked As String) As String
    Dim slipping As String, days As String
    slipping = AskFor("Which milestone, task or handover would be late? Type its id, such as TRN-M04.", IdAtCursor())
    If slipping = "" Then Exit Function
    If InStr(slipping, "=") = 0 Then
        days = AskFor("By how many working days would " & slipping & " be late? (3 weeks will do as well; a number such " & _
            "as -5 brings it forward.)", "10")
        If days = "" Then Exit Function
    End If
    WithSlip = asked & Told("id", slipping) & Told("days", days)
End Function

' Which finding is to be explained, why it may stand, whose word that is and until when.
Private Function WithReason(ByVal asked As String) As String
    Dim page As Object, top As Long, row As Long, reason As String, author As String, last As String
    Set page = FilledChecks()
    If Not page Is Nothing Then
        top = TitleRow(page, FIRST_TITLE)
        row = RowUnder(page, top)
        If row > 0 Then If OnChecks(page, top, row, "Finding") = "" Then row = 0
    End If
    If row = 0 Then
        Say WHICH_FINDING
        Exit Function
    End If
    reason = AskFor(Left(OnChecks(page, top, row, "What is wrong"), 180) & " Why may this stand?", "")
    If reason <> "" Then author = AskFor("Whose word is this?", UserHere())
    If author <> "" Then last = AskFor("Until which day does it hold? Type a day, such as 31 March 2027, or leave it.", "for good")
    If last = "" Then
        Say "Nothing was explained: a reason is needed, whose word it is, and until when it holds."
        Exit Function
    End If
    WithReason = asked & Told("finding", OnChecks(page, top, row, "Finding")) & Told("reason", reason) & _
        Told("by", author) & Told("until", last)
End Function

' What stands first in the row under the cursor, if it looks like an id.
Private Function IdAtCursor() As String
    Dim found As String
    If ActiveCell Is Nothing Then Exit Function
    found = ActiveSheet.Cells(ActiveCell.Row, 1).Text
    If found Like "*-[MTD]#*" Then IdAtCursor = found
End Function
