# The terminal: the commands "python -m bot …". Plain text.

# Help: "python -m bot --help"
help-about = “Five Minutes”, a Telegram assistant for call centres that work in Bitrix24.
help-usage = usage:
help-commands = commands
help-arguments = arguments
help-options = options
help-help = show this help
help-command = COMMAND
help-run = run the bot
help-demo = show the bot in a sandbox: Telegram and Bitrix24 stood in for, one page in the browser
help-check = check settings, token, webhook, dictionaries, groups and people
help-staff = who works with the bot: add, list, remove
help-staff-add = add a person, or give one more role
help-staff-list = list everybody
help-staff-remove = remove a person
help-regulation = check a regulation file
help-regulation-check = check a file without a portal
help-regulation-diff = what the second regulation says otherwise
help-regulation-simulate = what a regulation would have said of the leads of past days
help-history = of how many days, such as 30d
help-regulation-new = begin the regulation of a new company: asks, and writes a file
help-erase = forget a client: everything the bot knows
help-erase-lead = the lead's number
help-erase-phone = a phone; every lead with it is forgotten
erase-phone-short = ✗ The whole phone is needed: ten digits
# $count – how many leads
erase-done = { $count ->
    [one] ✓ { $count } lead forgotten
   *[other] ✓ { $count } leads forgotten
}
erase-nobody = ✗ There is no such lead here
help-migrate = create or update the tables of the database
help-to = the version of the tables to move to (back, before you return to an earlier bot); without it, the newest
help-since = take leads created since then too (ISO 8601); without it only new ones
help-port = port of the page (8090 by default); when it is taken, a free one is used
help-open = open the page in the browser at once
help-bitrix = the employee's number in Bitrix24 (it stands in the address of the profile)
help-telegram = the person's number in Telegram; without it there will be an invitation link
help-role = what the person does
help-name = the name; without it Bitrix24 is asked
help-file = path of a file, or name of a preset

# Mistakes in the command itself. $name – the parameter; $value – what was written; $options – what may be written
args-wrong = { $reason }
    help: { $command } --help
args-required = missing: { $name }
args-unknown = too much: { $value }
args-choice = { $name }: there is no { $value }; choose from { $options }
args-value = { $name }: takes a value after it
args-number = a whole number above zero is needed, not “{ $value }”
args-port = a port from 0 to 65535 is needed, not “{ $value }”
args-moment = a time like 2026-09-01T09:00 is needed, not “{ $value }”

# The sandbox. $address – the page
demo-starting = Starting the sandbox and the bot, a few seconds…
demo-sandbox = sandbox
demo-bot = bot
demo-ready = Ready. Open in a browser:

    { "    " }{ $address }

    To end: Ctrl+C
demo-ended = The sandbox and the bot have ended.
# $program – which; $code – its exit code; $log – the last lines of its log
demo-died = The program “{ $program }” has ended (code { $code }). The end of its log:
    { $log }
demo-late = The program “{ $program }” is not ready after { DURATION($seconds, case: "accusative") }. The end of its log:
    { $log }

# People. $name – the name; $id – number in Bitrix24; $roles – roles, parted by commas
staff-added = ✓ { $name } (Bitrix24 { $id }): { $roles }
staff-nameless = no name
staff-name-later = The name will come when Bitrix24 answers: it does not now.
# $telegram – number in Telegram
staff-connected = Connected: Telegram { $telegram }. Let the person open the bot and press Start once.
# $link – the link
staff-link = Send this link to the person. It works once, for a week:
    { $link }
# $code – the code of the invitation
staff-code = Telegram does not answer now, so here is a code in place of a link. Let the person send to the bot (once, within a week):
    /start { $code }
staff-unknown = ✗ There is no employee { $id } in Bitrix24.
    what to do: open the employee's profile in the portal, the number stands in its address: …/company/personal/user/14/
staff-dismissed = ✗ { $name } (Bitrix24 { $id }) is dismissed in the portal: nobody to connect.
staff-removed = ✓ No longer works with the bot: { $name } (Bitrix24 { $id })
staff-absent = ✗ Nobody here has the number { $id } in Bitrix24.
    what to do: python -m bot staff list
staff-none = Nobody yet. Add the first: python -m bot staff add --bitrix ID --role supervisor
staff-column-name = Name
staff-column-bitrix = Bitrix24
staff-column-telegram = Telegram
staff-column-roles = Roles
staff-column-active = Active
staff-is-connected = connected
staff-is-apart = not connected
staff-is-blocked = stopped the bot
staff-yes = yes
staff-no = no

# Regulation and database. $title, $name, $edition – of the regulation file
regulation-good = ✓ { $title } ({ $name }, edition { $edition }): no mistakes
regulation-same = No differences
# $kind – changed, new or gone; $key – the key; $before and $after – what stands in the first and in the second
regulation-difference = { $kind ->
    [new] + { $key } = { $after }
    [gone] − { $key } = { $before }
   *[changed] ~ { $key }: { $before } → { $after }
}
# Held against past leads. $leads – how many; $days – of how many days; $name – the regulation's name
simulate-days = Write the days like this: --history 30d
simulate-nothing = No leads in { $days } days: there is nothing to hold it against
simulate-title = Leads in { $days } days: { $leads }. How often would be spoken to whom
# $audience – to whom
simulate-audience = { $audience ->
    [manager] the manager
    [supervisors] the supervisors
    [head] the head of sales
    [duty] given to who is on duty
    [next] given to the next one
    [keeper] the source keeper
    [deputy] the deputy
   *[participants] participants of a meeting
}
simulate-late = leads beyond their manager
simulate-chart = Leads that would have gone beyond their manager, by day ({ $name }):

# A new regulation. $file – the file's name
new-no-portal = Bitrix24 does not answer: there are no stages and sources to take. Check BITRIX24_WEBHOOK_URL
new-there = The file { $file } is there already: choose another name
new-name = The regulation's name, in latin letters
new-title = Its title
new-zone = Time zone
new-stage-new = Which stage is a new lead (number)
new-stage-work = Which one is in work
new-stage-rejected = Which one is rejected
new-remind = When to remind the manager
new-escalate = When to tell the supervisors
new-opens = The working day begins
new-closes = The working day ends
new-again = That does not fit, once more
new-done = Written: { $file }. Adapt it, and name it in REGULATION
migrate-done = ✓ The database is ready

# The start was called off
start-token-refused = Not started: Telegram does not accept the bot's token.
    what to do: get a token from @BotFather (command /token) and put it into BOT_TOKEN
# $reason – the portal's code of refusal
start-webhook-refused = Not started: Bitrix24 does not accept the webhook ({ $reason }).
    what to do: Bitrix24 → Developer resources → Other → Inbound webhook (rights crm, user_basic), put its address into BITRIX24_WEBHOOK_URL
start-rights-missing = Not started: the Bitrix24 webhook lacks rights.
# $address – the database's address without its password; $reason – the driver's words
start-database-refused = Not started: the database does not open.
    DATABASE_URL = { $address }
    why: { $reason }
    what to do: check the address, the rights of the folder, whether the database server runs, and put the right one into DATABASE_URL
# $name – what REGULATION holds; the regulation's mistakes stand below this line
start-regulation-refused = Not started: the regulation was not accepted.
    REGULATION = { $name }
# $host, $port – where the bot has to listen
start-port-taken = Not started: another program uses port { $port } of { $host }.
    what to do: stop it (it may be a second copy of the bot), or put another port into HTTP_PORT
start-port-refused = Not started: nobody can listen at { $host }:{ $port } ({ $reason }).
    what to do: check HTTP_HOST (usually 127.0.0.1) and HTTP_PORT (usually 8080; ports up to 1024 take special rights)

# What helps the webhook
cure-webhook = make a new inbound webhook and put its address into BITRIX24_WEBHOOK_URL
cure-scope-crm = tick the right “CRM (crm)” in the webhook's settings
cure-scope-user = tick the right “Users (user_basic)” in the webhook's settings: without it nobody is found by phone number
cure-scope-timeman = tick “Time management (timeman)” in the webhook's settings: without it nobody counts as away whose working day has ended in the portal
cure-scope-im = tick the right “Chat and notifications (im)” in the webhook's settings: while Telegram is silent, reminders go to the portal's notifications
cure-scope-lists = tick «Lists (lists)» in the webhook: without it the table of meetings is not kept in the portal
cure-scope-calendar = tick «Calendar (calendar)» in the webhook: without it the table of meetings is not kept in the portal
cure-list = the list of [consultations.mirror] does not exist, or the webhook's owner cannot see it: check iblock_type, iblock_id or code, and the rights on the list
cure-calendar = the calendar of [consultations.mirror] does not exist, or the webhook's owner cannot see it: check type, owner and section
cure-column = the list has no such field, or its type is not «String»: check fields in [consultations.mirror]
cure-deals = let the owner of the webhook read and change deals: without that the deals of [deals] cannot be watched
cure-owner = let an administrator of the portal make the webhook: the owner of this one lacks rights in the CRM
cure-plan = the portal's plan has no REST: it takes a plan with webhooks
cure-overload = the portal has blocked REST for load: write to its support
cure-leads-off = the portal works without leads: switch leads on in the CRM settings
cure-unreachable = the portal does not answer: check the address and the network, then try again
cure-unexpected = the portal answered in a way that is not documented: show this line to its administrator

# The report of "python -m bot check", a line each. $detail – what was found; $cure – what to do
check-good = ✓ { $detail }
check-bad = ✗ { $detail }
    { "  " }what to do: { $cure }
# $username – the bot's name without @
check-bot = the bot @{ $username } answers
check-bot-token = Telegram does not accept the token
check-bot-token-cure = get a token from @BotFather (command /token) and put it into BOT_TOKEN
check-telegram-down = Telegram does not answer
check-telegram-down-cure = check the network and TELEGRAM_API_URL
# $title – the group's title; $setting – name of the setting
check-chat = { $setting }: the bot may write to the group “{ $title }”
check-chat-missing = { $setting }: the bot is not in this group
check-chat-missing-cure = add the bot to the group and check its number: a supergroup's begins with -100
check-chat-mute = { $setting }: the bot may not write in the group “{ $title }”
check-chat-mute-cure = give the bot the right to send messages
# $chat – the group's new number
check-chat-moved = { $setting }: the group became a supergroup
check-chat-moved-cure = put in the new number: { $setting }={ $chat }
# $name – name of the setting; $value – its value (secrets hidden); $origin – where it stands
check-setting = { $name } = { $value } ({ $origin })
check-unset = not set
check-default = by default
check-regulation = regulation: { $title }, edition { $edition }
check-database = the database answers, its tables are there
check-database-down = the database does not answer: { $reason }
check-database-down-cure = check DATABASE_URL, the rights of the folder, and whether the database server runs
check-database-old = the database has no tables yet, or those of an earlier version
check-database-old-cure = python -m bot migrate (or just run the bot: it does this itself)
check-database-newer = the tables in the database are of a newer version of the bot
check-database-newer-cure = update the bot, or restore a copy of the database
check-telegram-refused = Telegram refuses: { $reason }
# $url – where Telegram posts updates
check-public-url = PUBLIC_URL: Telegram posts updates to { $url }
check-public-url-other = PUBLIC_URL: Telegram does not know the address { $url } yet
check-public-url-other-cure = run the bot: python -m bot run – it tells Telegram the address itself
check-public-url-failing = PUBLIC_URL: Telegram cannot deliver updates: { $reason }
check-public-url-failing-cure = check that { $url } is open to the internet, with a good certificate, and leads to HTTP_HOST:HTTP_PORT
# $title – the person's name in Telegram; $id – the number there
check-admin = ADMIN_IDS: the bot may write to the administrator { $title } ({ $id })
check-admin-apart = ADMIN_IDS: the bot cannot write to the administrator { $id }
check-admin-apart-cure = let the person open the bot and press Start, or correct the number
check-admins-none = there is no administrator: nobody will hear of failures
check-admins-none-cure = put your own Telegram number into ADMIN_IDS
# $what – a method of the portal
check-right = Bitrix24: { $what }
# $what – the method; $cure – what to do
check-right-optional = Bitrix24: { $what } – not needed, but { $cure }
# $section – dictionary of the regulation; $name – the name there; $title, $code – what the portal has
check-term = regulation, { $section }: { $name } is “{ $title }” ({ $code })
check-term-missing = regulation, { $place }
# $name – the source's name in the regulation; $title – what it is called there
check-source-unlisted = regulation, [sources]: { $name } (“{ $title }”) is not in the portal's list: understood, never set
check-dictionary = the dictionaries of Bitrix24 were not read: { $reason }
# $name – the person; $id – number in Bitrix24; $roles – roles
check-person = { $name } (Bitrix24 { $id }, { $roles }): connected
check-person-apart = { $name } (Bitrix24 { $id }, { $roles }): not connected
check-person-apart-cure = python -m bot staff add --bitrix { $id } --role { $role } – it prints a link, send it to the person
check-person-blocked = { $name } (Bitrix24 { $id }, { $roles }): stopped the bot
check-person-blocked-cure = let the person open the bot and press Start
check-role-none = nobody has the role “{ $role }”
check-role-none-cure = python -m bot staff add --bitrix ID --role { $code }
check-all-good = All is well.
check-some-bad = { $count ->
    [one] { $count } thing left to mend.
   *[other] { $count } things left to mend.
}
