# Pages (Mini App): plain text. Numbers that change a word are messages of their own: -one, -few, -many, -other.

page-nav-board = Now
# $at – when the page was last refreshed
page-fresh = Refreshed at { $at }
page-lost = No connection, trying again
page-closed = This page is closed
page-nobody = nobody
page-no-source = no source

page-board-empty = All done
page-board-empty-why = There are no open leads. A new one appears here by itself.
page-heat-late = overdue
page-heat-warned = waiting, reminded
page-heat-fresh = new
page-heat-in_work = in work
page-heat-late-short = overdue
page-heat-warned-short = to escalation
page-heat-fresh-short = to reminder
page-heat-in_work-short = in work
# $count – how many attempts
page-attempts-one = { $count } attempt
page-attempts-few = { $count } attempts
page-attempts-many = { $count } attempts
page-attempts-other = { $count } attempts

# The last step. $title – the button's title; $to – who has it now
page-step-received = lead received
page-step-acted = { $title }
page-step-undone = undone: { $title }
page-step-handed_over = handed over to { $to }
page-step-reassigned = responsible person changed
page-step-handled_in_portal = taken in Bitrix24
page-step-back_to_new = back to new
page-step-reminded_again = supervisor reminded
