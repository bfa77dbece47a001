Attribute VB_Name = "SendHelp"
Option Explicit

Private Const EDITION As String = "0.1.0"

' Goes to the Start page of the open workbook, which explains it.
Public Sub ShowGuide()
    Dim page As Object
    If ActiveWorkbook Is Nothing Then
        Say "Open a SEND programme workbook first: its Start page is the guide."
        Exit Sub
    End If
    For Each page In ActiveWorkbook.Worksheets
        If page.Name = "Start" Then
            If page.Visible <> xlSheetVisible Then
                Say "The Start page is hidden. To show it, right-click any tab and choose Unhide."
            Else
                page.Activate
            End If
            Exit Sub
        End If
    Next page
    Say "This workbook has no Start page. Open a SEND programme workbook: its Start page is the guide."
End Sub

Public Sub ShowAbout()
    Say "SEND programme buttons, edition " & EDITION & ". They check, colour and report SEND programme workbooks " & _
        "on this computer. Nothing is sent anywhere."
End Sub
