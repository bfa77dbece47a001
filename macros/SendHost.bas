Attribute VB_Name = "SendHost"
Option Explicit

' What is asked of Excel and cannot be tried without it stands here, and nowhere else.

Private Const TITLE As String = "SEND programme"
Private Const LONGEST_MESSAGE As Long = 1000
' What Excel's own box takes of a question, and that it is to ask for text.
Private Const LONGEST_QUESTION As Long = 250
Private Const TEXT_TYPED As Long = 2
' Office's own msoFileDialogFolderPicker, which other hosts do not know.
Private Const FOLDER_PICKER As Long = 4

' What Excel did with tables while we hold them still: filled formulas down, and let them grow; 1 is yes.
Private Const HELD_FILE As String = "held.txt"

Private held As Boolean
Private fillsFormulas As Boolean
Private growsTables As Boolean

Public Sub Say(ByVal message As String)
    AskInBox Shortened(message), vbInformation
End Sub

' A message box cuts off what is longer without a word.
Private Function Shortened(ByVal message As String) As String
    Shortened = message
    If Len(message) > LONGEST_MESSAGE Then Shortened = Left(message, LONGEST_MESSAGE) & " ..."
End Function

Public Function SaysYes(ByVal question As String) As Boolean
    SaysYes = (AskInBox(Shortened(question), vbYesNo + vbQuestion) = vbYes)
End Function

' MsgBox knows the letters of this computer's own code page only, and shows the rest, such as a Welsh w with its roof,
' as question marks. What has such letters is shown by the box of Windows Script Host, which knows them all and of which
' StartHelper makes use too. Where that is forbidden, the status bar has them meanwhile.
Private Function AskInBox(ByVal message As String, ByVal buttons As Long) As Long
    #If Not Mac Then
        If StrConv(StrConv(message, vbFromUnicode), vbUnicode) <> message Then
            On Error Resume Next
            AskInBox = CreateObject("WScript.Shell").Popup(message, 0, TITLE, buttons + vbSystemModal)
            On Error GoTo 0
            If AskInBox > 0 Then Exit Function
            ShowProgress message
        End If
    #End If
    AskInBox = MsgBox(message, buttons, TITLE)
    ShowProgress ""
End Function

' What the person types, in any letters; nothing when they press Cancel. The box is Excel's own, as VBA's takes the
' letters of the code page only.
Public Function AskFor(ByVal question As String, ByVal usual As String) As String
    Dim typed As Variant
    typed = Application.InputBox(Left(question, LONGEST_QUESTION), TITLE, Left(usual, LONGEST_QUESTION), Type:=TEXT_TYPED)
    If VarType(typed) = vbString Then AskFor = Trim(typed)
End Function

' What a person who is asked for a name is called here.
Public Function UserHere() As String
    UserHere = Application.UserName
End Function

' The file that the person chooses to write; nothing when they press Cancel.
Public Function AskWhere(ByVal usual As String, ByVal kind As String) As String
    Dim chosen As Variant
    #If Mac Then
        chosen = Application.GetSaveAsFilename(usual)
    #Else
        chosen = Application.GetSaveAsFilename(usual, kind)
    #End If
    If VarType(chosen) = vbString Then AskWhere = chosen
End Function

' The folder that the person chooses; nothing when they press Cancel.
Public Function AskFolder(ByVal question As String) As String
    #If Mac Then
        AskFolder = AppleScriptTask("xl_send.applescript", "ChooseFolder", question)
    #Else
        Dim picker As Object
        Set picker = Application.FileDialog(FOLDER_PICKER)
        picker.Title = question
        picker.AllowMultiSelect = False
        If picker.Show = -1 Then AskFolder = picker.SelectedItems(1)
    #End If
End Function

' What the status bar says; nothing gives it back to Excel.
Public Sub ShowProgress(ByVal message As String)
    If message = "" Then
        Application.StatusBar = False
    Else
        Application.StatusBar = Left("SEND programme: " & message, 240)
    End If
End Sub

' Esc ends our work with error 18 while it may be stopped, and does nothing while it may not.
Public Sub LetEscStop(ByVal allowed As Boolean)
    If allowed Then
        Application.EnableCancelKey = xlErrorHandler
    Else
        Application.EnableCancelKey = xlDisabled
    End If
End Sub

' Excel as it was before we began.
Public Sub GiveBack()
    Application.StatusBar = False
    Application.EnableCancelKey = xlInterrupt
    Application.EnableEvents = True
    Application.ScreenUpdating = True
    If held Then LetTablesBe fillsFormulas, growsTables
    If held Then DropFile HomeFolder() & HELD_FILE
    held = False
End Sub

' No macro of the workbook's own is set off by what we write, and the screen stands still meanwhile. Excel would
' copy the first link of a table down its column, and let a table grow by itself: it does neither. What it did is kept
' in a file, too, as Excel remembers these two choices and may end before they are given back.
Public Sub HoldStill()
    Application.EnableEvents = False
    Application.ScreenUpdating = False
    fillsFormulas = Application.AutoCorrect.AutoFillFormulasInLists
    growsTables = Application.AutoCorrect.AutoExpandListRange
    If Not fillsFormulas And Not growsTables Then Exit Sub
    held = True
    SaveText HomeFolder() & HELD_FILE, Abs(fillsFormulas) & " " & Abs(growsTables)
    LetTablesBe False, False
End Sub

' Gives back what an earlier button held when Excel ended.
Public Sub RepairAfterCrash()
    Dim kept As String
    If held Then Exit Sub
    kept = Left(ReadText(HomeFolder() & HELD_FILE), 3)
    If Not kept Like "[01] [01]" Then Exit Sub
    LetTablesBe Left(kept, 1) = "1", Right(kept, 1) = "1"
    DropFile HomeFolder() & HELD_FILE
End Sub

Private Sub LetTablesBe(ByVal fill As Boolean, ByVal grow As Boolean)
    Application.AutoCorrect.AutoFillFormulasInLists = fill
    Application.AutoCorrect.AutoExpandListRange = grow
End Sub

Public Function Moment() As Double
    Moment = CDbl(Now) * 86400
End Function

' Lets Excel live, and then rests. DoEvents in a loop alone keeps a whole core busy, which Python needs; Excel's own
' Wait does not. The usual way, Sleep, has to be declared from a library of Windows, and Defender has a rule that
' blocks whatever Office file declares one.
Public Sub Pause()
    DoEvents
    Application.Wait Date + (Timer + 0.1) / 86400
End Sub

' Opens a workbook here, and any other file in the program that this computer opens it with; whether that was done.
Public Function OpenFile(ByVal path As String) As Boolean
    On Error GoTo Failed
    If LCase(Right(path, 5)) = ".xlsx" Then
        Workbooks.Open path
    Else
        ActiveWorkbook.FollowHyperlink AsAddress(path)
    End If
    OpenFile = True
Failed:
End Function

' Shows every row again, and takes links off, so that nothing old remains behind what is written.
Public Sub MakeReady(area As Object)
    On Error Resume Next
    area.ListObject.AutoFilter.ShowAllData
    area.Worksheet.ShowAllData
    area.ClearHyperlinks
End Sub

' Makes the table at the head of an area, if there is one, as large as the area.
Public Sub FitTable(area As Object)
    On Error Resume Next
    area.Cells(1, 1).ListObject.Resize area
End Sub

' Cells of an area that hold just this word are shown in its colours.
Public Sub ColourWord(area As Object, ByVal word As String, ByVal fill As Long, ByVal ink As Long)
    Dim shown As Object
    Set shown = area.FormatConditions.Add(xlCellValue, xlEqual, "=""" & word & """")
    shown.Interior.Color = fill
    shown.Font.Color = ink
End Sub
