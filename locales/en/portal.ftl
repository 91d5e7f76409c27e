# Comments in the lead's timeline in Bitrix24: plain text. $who – whose choice (a name); $title – the regulation's words.

comment-action = { $title } – { $who }, by “Five Minutes”
# $deal – number of the deal
comment-converted = { $title }: deal no. { $deal } – { $who }, by “Five Minutes”
# $attempt – number of the attempt
comment-attempt = { $title }, attempt { $attempt } – { $who }, by “Five Minutes”
# $kind, $name, $id – the first of the duplicates found; $others – how many more there are
comment-twin = { $title }: { $kind ->
    [contact] contact
    [company] company
   *[lead] lead
} { $name } (no. { $id }){ $others ->
    [0] { "" }
   *[other] {" "}and { $others } more
} – { $who }, by “Five Minutes”
comment-undone = Taken back: { $title } – { $who }, by “Five Minutes”
# $to – the new responsible person
comment-handed-over = { $to } is responsible now – decided by { $who }, by “Five Minutes”
# $to – who is responsible now; $before – who was; $because – why: cover, duty or queue
comment-stood-in = Responsible now: { $to }, { $because ->
    [cover] who covers for { $before }
    [queue] who is next in the queue after { $before }
   *[duty] who is on duty while { $before } is away
} – Five minutes
# $source – the source
comment-source-answered = Source: { $source } – answered by { $who }, by “Five Minutes”
comment-source-named = Source: { $source } – { $who }, by “Five Minutes”
# $said – a source that is not in the list
comment-source-unlisted = Source: “{ $said }”, not in the list – named by { $who }, by “Five Minutes”
# $said – what it was called
comment-source-settled = Source: { $source } (called “{ $said }”) – by “Five Minutes”
# $source – the new source; $line – the line of the lead's comment it was relied on
comment-source-repaired = Source put right: { $source }, the comment says “{ $line }” – { $who }, by “Five Minutes”
comment-source-autofixed = Source put right: { $source }, the comment says “{ $line }” – automatically, “Five Minutes”
# $name – who recommended us; $kind and $number – who that is in the portal
comment-referrer = Recommended by { $name }{ $kind ->
    [contact] { " " }(contact № { $number })
    [company] { " " }(company № { $number })
   *[none] { "" }
} – { $who }, by “Five Minutes”
# A lead that was added by hand. $title – from the regulation
comment-added-by-hand = { $title } – { $who }, through “Five Minutes”
# $said – what the client called the source
comment-source-not-listed = The client called the source “{ $said }”, the list of sources has no such.
comment-picture-lost = The screenshot could not be attached: ask the manager for it.
# $day, $time – when the meeting is; $whom – with whom; $note – « (webinar)» or nothing; $status – the status
comment-consultation-set = Meeting set: { $day } at { $time }, { $whom }{ $note } – { $who }, by “Five Minutes”
comment-consultation-changed = Meeting { $day } at { $time }, { $whom }: { $status }{ $note } – { $who }, by “Five Minutes”
