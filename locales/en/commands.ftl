# The command menu in Telegram: plain text, up to 256 characters.

command-start = Connect
command-help = What I can do
command-sources = Sources and amendments
command-invite = Invite a colleague
command-queue = The queue of consultations
command-shift = My shift, pauses, covers
command-away = A vacation or an illness
command-duty = Who is on duty
command-my = My open leads
command-board = Board: all open leads
command-lead = How a lead came through, by its number
command-report = Report: today, week, month
command-new = Add a lead
command-bonuses = Bonuses for referrals
command-consultations = Meetings and their table

# The button beside the input, opens the pages
command-pages = Board
