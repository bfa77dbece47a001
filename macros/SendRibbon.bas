Attribute VB_Name = "SendRibbon"
Option Explicit

' The ribbon's one callback. Every button carries in its tag the action it stands for;
' an action that is not listed here has no button.
Public Sub OnRibbon(control As Object)
    On Error GoTo Failed
    Select Case control.Tag
        Case "validate", "status", "why", "conflicts", "sequence", "whatif", "report", "report-word", "consolidate", "adopt"
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
    Say "This button did not finish. Nothing in your workbook was changed."
End Sub
