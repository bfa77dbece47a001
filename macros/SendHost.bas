Attribute VB_Name = "SendHost"
Option Explicit

' What is asked of Excel itself and cannot be tried without it stands here, and nowhere else.

Public Sub Say(message As String)
    MsgBox message, vbInformation, "SEND programme"
End Sub
