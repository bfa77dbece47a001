Attribute VB_Name = "SendSheet"
Option Explicit

' Makes a sheet of ours where a workbook has none: its note above, its titles, and how its cells look.

Private Const DEEPEST As Long = 5000

' A new last sheet; the sheet on which the person is stays in front.
Public Function NewSheet(book As Object, named As Variant, titled As Variant, wide As Variant, kinds As Variant) As Object
    Dim here As Object, page As Object, at As Long
    Set here = book.ActiveSheet
    Set page = book.Worksheets.Add(After:=book.Worksheets(book.Worksheets.Count))
    page.Name = Fields(named)(1)
    For at = 1 To UBound(Fields(titled))
        LayColumn page, at, CStr(Fields(titled)(at)), Val(Fields(wide)(at)), (Fields(kinds)(at) = "link")
    Next at
    ' The places are there for cells to look themselves up.
    For at = 1 To UBound(Fields(titled))
        If Fields(titled)(at) = "Place" Then page.Columns(at).Hidden = True
    Next at
    page.Cells(1, 1).Font.Italic = True
    page.Cells(1, 1).WrapText = False
    ColourWords page.Range(page.Cells(3, 1), page.Cells(DEEPEST, UBound(Fields(titled))))
    DressPage page
    here.Activate
    Set NewSheet = page
End Function

Private Sub LayColumn(page As Object, ByVal at As Long, ByVal title As String, ByVal wide As Double, ByVal linked As Boolean)
    With page.Columns(at)
        .ColumnWidth = wide
        .WrapText = True
        .VerticalAlignment = xlTop
        .HorizontalAlignment = xlLeft
        If linked Then .Font.Color = RGB(29, 94, 158)
        If linked Then .Font.Underline = xlUnderlineStyleSingle
    End With
    With page.Cells(2, at)
        .Value = title
        .Font.Bold = True
        .Font.Underline = xlUnderlineStyleNone
        .Font.Color = RGB(255, 255, 255)
        .Interior.Color = RGB(29, 53, 87)
        .WrapText = True
    End With
End Sub

' Words that have a colour carry it, as on the other sheets.
Private Sub ColourWords(area As Object)
    ColourWord area, "Red", RGB(177, 14, 30), RGB(255, 255, 255)
    ColourWord area, "Amber", RGB(255, 191, 71), RGB(11, 12, 12)
    ColourWord area, "Green", RGB(0, 102, 47), RGB(255, 255, 255)
    ColourWord area, "error", RGB(177, 14, 30), RGB(255, 255, 255)
    ColourWord area, "query", RGB(255, 191, 71), RGB(11, 12, 12)
    ColourWord area, "advice", RGB(227, 238, 248), RGB(11, 12, 12)
End Sub

' How a new sheet is seen and printed: its titles stay in view, and a page is as wide as the sheet.
Private Sub DressPage(page As Object)
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
