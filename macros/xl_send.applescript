-- Starts the helper of the SEND programme buttons on a Mac, where Excel itself may start nothing.
-- xl-send install puts this file where Excel looks for it, with the full path of Python in it.
-- It starts that Python, for a folder of this product's own, asks for a folder of returns, and does nothing else.

property helper : "PYTHON"

on RunJob(jobFolder)
	if jobFolder does not contain "/UBF8T346G9.Office/xl_send/jobs/" or jobFolder contains "/../" then return "refused"
	do shell script quoted form of helper & " -P -m xl_send.shells.job " & quoted form of jobFolder & " > /dev/null 2>&1 &"
	return "started"
end RunJob

-- The folder that the person chooses, for Consolidate a folder; nothing when they press Cancel.
on ChooseFolder(question)
	try
		return POSIX path of (choose folder with prompt question)
	on error number -128
		return ""
	end try
end ChooseFolder
