Attribute VB_Name = "SendJob"
Option Explicit

' A button that needs Python: a copy of the open workbook goes into a folder of its own, the helper
' works on the copy, and its answer is written into the open workbook. Of a folder of returns no copy is made. Whatever happens, the folder is
' deleted, Excel is given back as it was, and one plain sentence is said.

Private Const SILENCE As Double = 30
Private Const LONGEST As Double = 600
Private Const STOPPED_BY_ESC As Long = 18
' A button at work waits, and tells so several times a second. One that told nothing for so long is not at work,
' however it ended.
Private Const STALE As Double = 5

Private busy As Boolean
Private waitedAt As Double
Private ofFolder As Boolean
Private made As String
Private workedIn As String
Private jobsBegun As Long

Public Sub PressJob(ByVal action As String)
    Dim sentence As String, asked As String, book As Object
    If busy And Abs(Moment() - waitedAt) < STALE Then
        Say "The last button is still at work: the status bar says how far it is. Press Esc to stop it."
        Exit Sub
    End If
    If NeedsWorkbook(action) And ActiveWorkbook Is Nothing Then
        Say "Open a SEND programme workbook first. If one is open below a yellow bar, press Enable Editing there."
        Exit Sub
    End If
    EndPress
    RepairAfterCrash
    asked = AskedBefore(action)
    If asked = "" Then Exit Sub
    ofFolder = Not NeedsWorkbook(action)
    If Not ofFolder Then
        Set book = ActiveWorkbook
        TakeNotesAway
    End If
    busy = True
    waitedAt = Moment()
    made = ""
    sentence = Worked(book, asked)
    EndPress
    GiveBack
    If made = "" Then
        Say sentence
    ElseIf SaysYes(sentence & " Open it now?") Then
        If Not OpenFile(made) Then Say "It could not be opened from here. It is written all the same: open " & made & " yourself."
    End If
End Sub

' Whatever a press left behind, also where Esc ended even its ending.
Private Sub EndPress()
    busy = False
    EndJob workedIn
    workedIn = ""
End Sub

' The end of a button that went wrong beyond what it foresaw.
Public Sub NotFinished()
    LetEscStop False
    EndPress
    GiveBack
    Say "This button did not finish. Nothing in your workbook was changed."
End Sub

' The closing sentence of one job, whatever becomes of it. There is no book where a whole folder is read.
Private Function Worked(book As Object, ByVal asked As String) As String
    Dim folder As String, python As String
    On Error GoTo Failed
    LetEscStop True
    ShowProgress "starting"
    python = Unspelled(Replace(Replace(ReadText(HomeFolder() & "interpreter.txt"), vbLf, ""), vbCr, ""))
    If Not PythonIsThere(python) Then
        Worked = "The buttons do not find Python on this computer. Run xl-send install once more, or ask whoever " & _
            "looks after this computer to." & Unchanged()
        Exit Function
    End If
    folder = NewFolder()
    workedIn = folder
    If folder = "" Then
        Worked = "There is no room to work in " & HomeFolder() & "." & Unchanged()
        Exit Function
    End If
    Worked = Answered(book, python, folder, asked)
    Exit Function
Failed:
    ' First of all: Esc pressed once more would end this ending.
    LetEscStop False
    Worked = "This button did not finish (" & Err.Description & ")." & Unchanged()
    If Err.Number = STOPPED_BY_ESC Then Worked = "Stopped." & Unchanged()
End Function

Private Function Answered(book As Object, ByVal python As String, ByVal folder As String, ByVal asked As String) As String
    Dim shape As String, answer As Variant
    If Not book Is Nothing Then
        ShowProgress "copying the workbook"
        If Not SaveCopy(book, folder & Separator() & "workbook.xlsx") Then
            Answered = "Excel could not save a copy of this workbook to work on. It may be restricted, or the disk full." & Unchanged()
            Exit Function
        End If
        shape = ShapeOf(book)
    End If
    SaveText folder & Separator() & "request.txt", asked & "END" & vbLf
    If Not StartHelper(python, folder) Then
        Answered = "Excel was not allowed to start Python: the rules of this computer forbid it. Ask whoever looks " & _
            "after it for an exception; meanwhile run xl-send validate on a saved copy." & Unchanged()
        Exit Function
    End If
    Answered = WaitedFor(folder)
    If Answered <> "" Then Exit Function
    answer = LinesOf(ReadText(folder & Separator() & "result.txt"))
    If Not IsWhole(answer) Then
        Answered = "The answer did not arrive whole. Press the button again." & Unchanged()
    ElseIf book Is Nothing Then
        Answered = Said(answer)
    ElseIf ShapeOf(book) = "" Then
        Answered = "The workbook was closed in the meantime, so nothing was written."
    ElseIf ShapeOf(book) <> shape Then
        Answered = "Rows or sheets were added or taken away in the meantime. Press the button again." & Unchanged()
    Else
        LetEscStop False
        Answered = Applied(book, answer)
        made = ValueOf(answer, "file")
    End If
End Function

Private Function Unchanged() As String
    Unchanged = " Nothing in your workbook was changed."
    If ofFolder Then Unchanged = " The returns are as they were."
End Function

' The sentence of an answer that writes into no workbook.
Private Function Said(answer As Variant) As String
    Said = ValueOf(answer, "say")
    made = ValueOf(answer, "file")
End Function

' Nothing when the answer is there; else what to say.
Private Function WaitedFor(ByVal folder As String) As String
    Dim began As Double, heard As Double, message As String, last As String
    began = Moment()
    heard = began
    Do Until FileIsThere(folder & Separator() & "result.txt")
        message = ReadText(folder & Separator() & "progress.txt")
        If message <> "" And message <> last Then
            last = message
            heard = Moment()
            ShowProgress Unspelled(CStr(Split(message, vbTab)(0)))
        End If
        If Moment() - began > LONGEST Then
            WaitedFor = "This took longer than ten minutes and was stopped." & Unchanged()
            Exit Function
        ElseIf Moment() - heard > SILENCE Then
            WaitedFor = Silent(last) & Unchanged()
            Exit Function
        End If
        waitedAt = Moment()
        Pause
    Loop
End Function

Private Function Silent(ByVal last As String) As String
    If last = "" Then
        Silent = "Python could not be started. Run xl-send install once more: it says what works on this computer."
    Else
        Silent = "Python has stopped answering. Press the button again; if it happens again, restart the computer."
    End If
End Function

Private Function IsWhole(answer As Variant) As Boolean
    If UBound(answer) < 1 Then Exit Function
    IsWhole = (answer(0) = "xl_send/result/1" And answer(UBound(answer)) = "END")
End Function

' The names and sizes of a workbook's sheets; nothing when it is no longer open.
Private Function ShapeOf(book As Object) As String
    Dim page As Object, found As String
    On Error GoTo Closed
    For Each page In book.Worksheets
        found = found & page.Name & " " & page.UsedRange.Address & vbLf
    Next page
    ShapeOf = found
Closed:
End Function

' A new folder under our own that nobody else has or had, also when two buttons are pressed in one moment: a helper that
' was stopped may still be looking at its own.
Private Function NewFolder() As String
    Dim jobs As String, number As Long, path As String
    jobs = HomeFolder() & "jobs"
    MakeFolder jobs
    For number = jobsBegun + 1 To jobsBegun + 1000
        path = jobs & Separator() & Format(Now, "yyyymmddhhnnss") & "-" & number
        If MakeFolder(path) Then
            NewFolder = path
            jobsBegun = number
            Exit Function
        End If
    Next number
End Function

' Takes the request away, by which a helper still at work knows that nobody waits and clears up after
' itself, and deletes what there is of the folder.
Private Sub EndJob(ByVal folder As String)
    If folder = "" Then Exit Sub
    DropFile folder & Separator() & "request.txt"
    DropFolder folder
End Sub
