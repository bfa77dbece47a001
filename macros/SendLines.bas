Attribute VB_Name = "SendLines"
Option Explicit

' The files that macros and Python exchange: lines of fields with a tab between, in plain characters.
' Any other character, and the tilde itself, is a tilde and four hexadecimal digits for each UTF-16 unit.

Public Function Spelled(ByVal text As String) As String
    Dim at As Long, code As Long, found As String
    For at = 1 To Len(text)
        code = AscW(Mid(text, at, 1)) And 65535
        If code < 32 Or code > 125 Then
            found = found & "~" & Right("000" & Hex(code), 4)
        Else
            found = found & ChrW(code)
        End If
    Next at
    Spelled = found
End Function

Public Function Unspelled(ByVal text As String) As String
    Dim pieces() As String, place As Long, found As String
    If InStr(text, "~") = 0 Then
        Unspelled = text
        Exit Function
    End If
    pieces = Split(text, "~")
    found = pieces(0)
    For place = 1 To UBound(pieces)
        found = found & ChrW(CLng("&H" & Left(pieces(place), 4))) & Mid(pieces(place), 5)
    Next place
    Unspelled = found
End Function

' One line of a file, of a name and a value.
Public Function Told(ByVal name As String, ByVal value As String) As String
    Told = name & vbTab & Spelled(value) & vbLf
End Function

' The lines of a text, whatever ends them; a last empty one is left out.
Public Function LinesOf(ByVal text As String) As Variant
    Dim plain As String
    plain = Replace(text, vbCr, "")
    If Right(plain, 1) = vbLf Then plain = Left(plain, Len(plain) - 1)
    LinesOf = Split(plain, vbLf)
End Function

' The first value of a name in the lines of an answer, or nothing.
Public Function ValueOf(answer As Variant, ByVal name As String) As String
    Dim one As Variant
    For Each one In answer
        If Left(one, Len(name) + 1) = name & vbTab Then
            ValueOf = Unspelled(Mid(one, Len(name) + 2))
            Exit Function
        End If
    Next one
End Function

' A path as a link takes it. A number sign in it would be taken for the beginning of a place within the file, and a
' per cent sign for a letter spelled out: such a path is written as the address of a file, where both can be spelled.
Public Function AsAddress(ByVal path As String) As String
    AsAddress = path
    If InStr(path, "#") = 0 And InStr(path, "%") = 0 Then Exit Function
    AsAddress = Replace(Replace(Replace(Replace(path, "%", "%25"), "#", "%23"), " ", "%20"), "\", "/")
    If Left(AsAddress, 2) = "//" Then
        AsAddress = "file:" & AsAddress
    ElseIf Left(AsAddress, 1) = "/" Then
        AsAddress = "file://" & AsAddress
    Else
        AsAddress = "file:///" & AsAddress
    End If
End Function
