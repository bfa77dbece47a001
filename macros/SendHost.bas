Attribute VB_Name = "SendHost"
Option Explicit

' What is asked of Excel, Windows or macOS and cannot be tried without them stands here, and nowhere else.

Private Const TITLE As String = "SEND programme"
Private Const LONGEST_MESSAGE As Long = 1000
' Office's own msoFileDialogFolderPicker, which other hosts do not know.
Private Const FOLDER_PICKER As Long = 4
Private Const OFFICE_ON_MAC As String = "/Library/Group Containers/UBF8T346G9.Office/xl_send/"

Private held As Boolean
Private fillsFormulas As Boolean
Private growsTables As Boolean

Public Sub Say(ByVal message As String)
    MsgBox Shortened(message), vbInformation, TITLE
End Sub

' A message box cuts off what is longer without a word.
Private Function Shortened(ByVal message As String) As String
    Shortened = message
    If Len(message) > LONGEST_MESSAGE Then Shortened = Left(message, LONGEST_MESSAGE) & " ..."
End Function

Public Function SaysYes(ByVal question As String) As Boolean
    SaysYes = (MsgBox(Shortened(question), vbYesNo + vbQuestion, TITLE) = vbYes)
End Function

' What the person types; nothing when they press Cancel.
Public Function AskFor(ByVal question As String, ByVal usual As String) As String
    AskFor = InputBox(question, TITLE, usual)
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
    If held Then
        Application.AutoCorrect.AutoFillFormulasInLists = fillsFormulas
        Application.AutoCorrect.AutoExpandListRange = growsTables
    End If
    held = False
End Sub

' No macro of the workbook's own is set off by what we write, and the screen stands still meanwhile. Excel would
' copy the first link of a table down its column, and let a table grow by itself: it does neither.
Public Sub HoldStill()
    Application.EnableEvents = False
    Application.ScreenUpdating = False
    fillsFormulas = Application.AutoCorrect.AutoFillFormulasInLists
    growsTables = Application.AutoCorrect.AutoExpandListRange
    held = True
    Application.AutoCorrect.AutoFillFormulasInLists = False
    Application.AutoCorrect.AutoExpandListRange = False
End Sub

Public Function Moment() As Double
    Moment = CDbl(Now) * 86400
End Function

' Lets Excel live for a twentieth of a second.
Public Sub Pause()
    Dim began As Single
    began = Timer
    Do
        DoEvents
    Loop While Timer >= began And Timer < began + 0.05
End Sub

' This user's folder of ours, as xl_send/commands/places.py has it; it ends with a separator.
Public Function HomeFolder() As String
    #If Mac Then
        Dim user As String
        user = Environ("HOME")
        If InStr(user, "/Library/Containers/") > 0 Then user = Left(user, InStr(user, "/Library/Containers/") - 1)
        HomeFolder = user & OFFICE_ON_MAC
    #Else
        HomeFolder = CreateObject("WScript.Shell").ExpandEnvironmentStrings("%LOCALAPPDATA%") & "\xl_send\"
    #End If
End Function

Public Function Separator() As String
    Separator = Application.PathSeparator
End Function

' Whether Python is where install found it. On a Mac Excel may not look there; the script that starts it does.
Public Function PythonIsThere(ByVal python As String) As Boolean
    #If Mac Then
        PythonIsThere = (python <> "")
    #Else
        PythonIsThere = FileIsThere(python)
    #End If
End Function

Public Function FileIsThere(ByVal path As String) As Boolean
    #If Mac Then
        On Error Resume Next
        FileIsThere = (Dir(path) <> "")
    #Else
        FileIsThere = CreateObject("Scripting.FileSystemObject").FileExists(path)
    #End If
End Function

' A whole file of plain characters; nothing when it is not there or just being written.
Public Function ReadText(ByVal path As String) As String
    On Error GoTo Failed
    If Not FileIsThere(path) Then Exit Function
    #If Mac Then
        Dim number As Integer
        number = FreeFile
        Open path For Binary Access Read As #number
        ReadText = Space(LOF(number))
        Get #number, , ReadText
        Close #number
    #Else
        Dim stream As Object
        Set stream = CreateObject("Scripting.FileSystemObject").OpenTextFile(path, 1)
        If Not stream.AtEndOfStream Then ReadText = stream.ReadAll
        stream.Close
    #End If
    Exit Function
Failed:
    ReadText = ""
End Function

Public Function SaveText(ByVal path As String, ByVal text As String) As Boolean
    On Error GoTo Failed
    #If Mac Then
        Dim number As Integer
        number = FreeFile
        Open path For Output As #number
        Print #number, text;
        Close #number
    #Else
        Dim stream As Object
        Set stream = CreateObject("Scripting.FileSystemObject").CreateTextFile(path, True)
        stream.Write text
        stream.Close
    #End If
    SaveText = True
Failed:
End Function

' Whether this very call made the folder; it did not when the folder was there already.
Public Function MakeFolder(ByVal path As String) As Boolean
    On Error GoTo Failed
    #If Mac Then
        MkDir path
    #Else
        CreateObject("Scripting.FileSystemObject").CreateFolder path
    #End If
    MakeFolder = True
Failed:
End Function

Public Sub DropFile(ByVal path As String)
    On Error Resume Next
    #If Mac Then
        Kill path
    #Else
        CreateObject("Scripting.FileSystemObject").DeleteFile path, True
    #End If
End Sub

' Deletes a folder of ours with its files, as far as they can be deleted now.
Public Sub DropFolder(ByVal path As String)
    On Error Resume Next
    #If Mac Then
        Dim name As String
        name = Dir(path & "/")
        Do While name <> ""
            Kill path & "/" & name
            name = Dir()
        Loop
        RmDir path
    #Else
        CreateObject("Scripting.FileSystemObject").DeleteFolder path, True
    #End If
End Sub

' Whether a copy of the workbook as it is now, saved or not, stands at the path.
Public Function SaveCopy(book As Object, ByVal path As String) As Boolean
    On Error GoTo Failed
    book.SaveCopyAs path
    SaveCopy = True
Failed:
End Function

' Whether Python was started, hidden, with nothing but the folder of this job.
Public Function StartHelper(ByVal python As String, ByVal folder As String) As Boolean
    On Error GoTo Failed
    #If Mac Then
        StartHelper = (AppleScriptTask("xl_send.applescript", "RunJob", folder) = "started")
    #Else
        Dim words As String
        words = """" & python & """ -P -m xl_send.shells.job """ & folder & """"
        On Error GoTo SecondWay
        CreateObject("WScript.Shell").Run words, 0, False
        StartHelper = True
        Exit Function
SecondWay:
        Resume Again
Again:
        On Error GoTo Failed
        StartHelper = (Shell(words, vbHide) <> 0)
    #End If
Failed:
End Function

' Opens a workbook here, and any other file in the program that this computer opens it with.
Public Sub OpenFile(ByVal path As String)
    If LCase(Right(path, 5)) = ".xlsx" Then
        Workbooks.Open path
    Else
        ' A number sign would be taken for the beginning of a place within the file.
        ActiveWorkbook.FollowHyperlink Replace(path, "#", "%23")
    End If
End Sub

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

' How a new sheet is seen and printed: its titles stay in view, and a page is as wide as the sheet.
Public Sub DressPage(page As Object)
    On Error Resume Next
    page.Activate
    With page.Parent.Windows(1)
        .FreezePanes = False
        .ScrollRow = 1
        .SplitColumn = 0
        .SplitRow = 2
        .FreezePanes = True
        .DisplayGridlines = False
    End With
    page.PageSetup.Orientation = xlLandscape
    page.PageSetup.Zoom = False
    page.PageSetup.FitToPagesWide = 1
    page.PageSetup.FitToPagesTall = False
    page.PageSetup.PrintTitleRows = "$1:$2"
End Sub

' Cells of an area that hold just this word are shown in its colours.
Public Sub ColourWord(area As Object, ByVal word As String, ByVal fill As Long, ByVal ink As Long)
    Dim shown As Object
    Set shown = area.FormatConditions.Add(xlCellValue, xlEqual, "=""" & word & """")
    shown.Interior.Color = fill
    shown.Font.Color = ink
End Sub
