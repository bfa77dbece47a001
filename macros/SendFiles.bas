Attribute VB_Name = "SendFiles"
Option Explicit

' What is asked of Windows or macOS and cannot be tried without them: files in the one folder of ours, and Python started.

Private Const OFFICE_ON_MAC As String = "/Library/Group Containers/UBF8T346G9.Office/xl_send/"

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
