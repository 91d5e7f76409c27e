# The lead list: what cannot be found, and refusals. $value – what stood in the filter.
list-problem-period = The period ends before it begins: { $value }. Swap the dates.
list-problem-future = The period begins in the future: { $value }.
list-problem-date = “{ $value }” is not a date. Write it as 2026-11-25.
list-problem-number = “{ $value }” is not a number that fits here.
list-problem-sort = The list cannot be sorted by “{ $value }”.
list-problem-day = There is no day “{ $value }”: it is the day of arrival or of taking.
list-problem-who = “{ $value }”: either who took the lead is shown, or who is responsible.
list-problem-many = There are too many values in one filter.
list-problem-nobody = There is nobody like that: the chosen managers do not work in the chosen departments.
list-problem-no-kind = There is no kind “{ $value }”.
list-problem-no-quality = There is no quality “{ $value }”.
list-problem-no-direction = There is no direction “{ $value }”.
list-problem-no-department = The portal has no department “{ $value }”.
list-problem-no-manager = The portal has no employee number { $value }.
list-problem-no-source = The portal has no source “{ $value }”.
list-problem-no-group = The regulation has no group of sources “{ $value }”.
list-problem-no-stage = The portal has no stage “{ $value }”.
list-problem-no-stages = There is no group of stages “{ $value }”.
list-problem-no-tag = There are no leads with the tag “{ $value }”.
list-problem-no-channel = There are no leads from the channel “{ $value }”.

refusal-views-enough = You have saved 30 views already. Delete one that you do not need.
refusal-export-forbidden = You may not save the list to a file: the regulation says so.
refusal-filter-impossible = Such a filter can find nothing: see what the page says of it.
# $found – how many leads; $most – how many fit into a file
refusal-list-too-large = There are { $found } leads, and { $most } fit into a file. Save them month by month:
refusal-file-not-made = The file could not be made. Try once more, or save CSV instead.
