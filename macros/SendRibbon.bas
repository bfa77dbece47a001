Attribute VB_Name = "SendRibbon"
Option Explicit

' The ribbon's one callback. Every button carries in its tag the action it stands for;
' an action that is not listed here has no button. The add-in and the workbook with buttons
' each have it under a name of their own, for Excel may look for it in either.
Public Sub OnRibbon(control As Object)
    On Error GoTo Failed
    Select Case control.Tag
        Case "validate", "status", "why", "conflicts", "sequence", "whatif", "report", "report-word", "consolidate", "adopt"
            PressJob control.Tag
        Case "explain"
            PressJob control.Tag
        Case "next"
            NextProblem
        Case "clear"
            ClearMarks
        Case "guide"
            ShowGuide
        Case "about"
            ShowAbout
    End Select
    Exit Sub
Failed:
    NotFinished
End Sub
