Attribute VB_Name = "SendHost"
Option Explicit

' Stands in for macros/SendHost.bas in LibreOffice: the same interface, nothing on the screen. What a
' person would see, say and choose is kept; time passes only when the work waits.

Private home As String
Private answers As String
Private said As String
Private shown As String
Private gave As Long
Private clock As Double
Private slowness As Double
Private fault As String
Private pauses As Long
Private fitted As String
Private coloured As String
Private copied As String
Private copiedOf As String

' Where our folder is, what the person answers (one a line), how many seconds a wait counts for, and what goes wrong.
Public Function Prepare(ByVal folder As String, ByVal replies As String, ByVal seconds As String, ByVal mishap As String) As String
    home = folder
    answers = replies
    slowness = Val(seconds)
    fault = mishap
    said = ""
    shown = ""
    gave = 0
    pauses = 0
    coloured = ""
    Prepare = "ready"
End Function

Public Function LastSaid() As String
    LastSaid = said
End Function

Public Function LastShown() As String
    LastShown = shown
End Function

Public Function TimesGivenBack() As Long
    TimesGivenBack = gave
End Function

Public Sub Say(ByVal message As String)
    said = said & message
End Sub

Public Function SaysYes(ByVal question As String) As Boolean
    said = said & question
    SaysYes = (NextReply() = "yes")
End Function

Public Function AskFor(ByVal question As String, ByVal usual As String) As String
    said = said & question & " [" & usual & "] "
    AskFor = NextReply()
End Function

Public Function AskWhere(ByVal usual As String, ByVal kind As String) As String
    AskWhere = NextReply()
End Function

Public Function AskFolder(ByVal question As String) As String
    AskFolder = NextReply()
End Function

Private Function NextReply() As String
    Dim at As Long
    at = InStr(answers & vbLf, vbLf)
    NextReply = Left(answers, at - 1)
    answers = Mid(answers, at + 1)
End Function

Public Sub ShowProgress(ByVal message As String)
    shown = shown & message & vbLf
End Sub

Public Sub LetEscStop(ByVal allowed As Boolean)
    If fault <> "esc twice" Or allowed Then Exit Sub
    fault = ""
    Err.Raise 18
End Sub

Public Sub GiveBack()
    gave = gave + 1
End Sub

Public Sub HoldStill()
End Sub

Public Function Moment() As Double
    Moment = clock
End Function

Public Sub Pause()
    pauses = pauses + 1
    Wait 20
    clock = clock + slowness
    If Left(fault, 3) = "esc" Then Err.Raise 18
    If fault = "press again" And pauses = 1 Then PressJob "validate"
    If fault = "close" And pauses = 1 Then StarDesktop.CurrentComponent.close(True)
    If fault = "row" And pauses = 1 Then ActiveWorkbook.Worksheets("Risks").Cells(900, 1).Value = "x"
End Sub

Public Function HomeFolder() As String
    HomeFolder = home & "/"
End Function

Public Function Separator() As String
    Separator = "/"
End Function

Public Function PythonIsThere(ByVal python As String) As Boolean
    PythonIsThere = FileIsThere(python)
End Function

Public Function FileIsThere(ByVal path As String) As Boolean
    If path <> "" Then FileIsThere = FileExists(ConvertToURL(path))
End Function

Public Function ReadText(ByVal path As String) As String
    Dim number As Integer, one As String, found As String
    If fault = "endless" And Right(path, 12) = "progress.txt" Then ReadText = "checking " & pauses
    If Not FileIsThere(path) Then Exit Function
    number = FreeFile
    Open path For Input As #number
    Do Until EOF(number)
        Line Input #number, one
        If found <> "" Then found = found & vbLf
        found = found & one
    Loop
    Close #number
    ReadText = found
End Function

Public Function SaveText(ByVal path As String, ByVal text As String) As Boolean
    Dim number As Integer
    number = FreeFile
    Open path For Output As #number
    Print #number, text;
    Close #number
    SaveText = True
End Function

Public Function MakeFolder(ByVal path As String) As Boolean
    If FileExists(ConvertToURL(path)) Then Exit Function
    MkDir path
    MakeFolder = True
End Function

Public Sub DropFile(ByVal path As String)
    If FileIsThere(path) Then Kill path
End Sub

Public Sub DropFolder(ByVal path As String)
    Dim files As Object
    On Error Resume Next
    files = CreateUnoService("com.sun.star.ucb.SimpleFileAccess")
    files.kill(ConvertToURL(path))
End Sub

' A workbook in which nothing has changed since its last copy is copied as that: to store it takes most of a press.
Public Function SaveCopy(book As Object, ByVal path As String) As Boolean
    Dim how(0) As New com.sun.star.beans.PropertyValue
    Dim front As Object
    If fault = "full" Then Exit Function
    front = StarDesktop.CurrentComponent
    If copied = "" Or front.URL = "" Or front.URL <> copiedOf Or front.isModified() Then
        how(0).Name = "FilterName"
        how(0).Value = "Calc MS Excel 2007 XML"
        copied = home & "/copied.xlsx"
        front.storeToURL(ConvertToURL(copied), how())
        front.setModified(False)
        copiedOf = front.URL
    End If
    FileCopy ConvertToURL(copied), ConvertToURL(path)
    SaveCopy = True
End Function

Public Function StartHelper(ByVal python As String, ByVal folder As String) As Boolean
    If fault = "blocked" Then Exit Function
    Shell ConvertToURL(python), 0, "-P -m xl_send.shells.job """ & folder & """", False
    StartHelper = True
End Function

Public Function OpenFile(ByVal path As String) As Boolean
    If fault = "unopenable" Then Exit Function
    said = said & " (opened " & path & ")"
    OpenFile = True
End Function

Public Sub RepairAfterCrash()
End Sub

Public Function UserHere() As String
    UserHere = "Siwan Gwyn"
End Function

Public Sub MakeReady(area As Object)
End Sub

' LibreOffice knows no tables of Excel's: what one would have been made as large as is kept.
Public Sub FitTable(area As Object)
    fitted = area.Worksheet.Name & "!" & area.Address(False, False)
End Sub

Public Function LastFitted() As String
    LastFitted = fitted
End Function

' LibreOffice knows no conditional formats in its macros: which words would have their colours is kept.
Public Sub ColourWord(area As Object, ByVal word As String, ByVal fill As Long, ByVal ink As Long)
    coloured = coloured & word & " " & fill & " " & ink & vbLf
End Sub

Public Function WordsColoured() As String
    WordsColoured = coloured
End Function
