# The board: what burns. Telegram HTML.

# The board in the chat (/board, /my). How many leads: $late – overdue, $warned – reminded, $fresh – new, $in_work – in work
board-head = 🔴 { $late } · 🟡 { $warned } · 🟢 { $fresh } · 🔵 { $in_work }
board-empty = No open leads, all done.
# $mark – the colour; $name – the lead; $manager – who is responsible; $age – time since arrival; $due – the next step
board-line = { $mark } { $name } · { $manager } · { $age }
board-line-due = { $mark } { $name } · { $manager } · until { $due }
# $count – how many leads did not fit
board-more = { $count ->
    [one] …and { $count } more lead
   *[other] …and { $count } more leads
}
# $link – a link that opens once
board-link = On a big screen (one use, five minutes): { $link }
