# People: connecting, invitations, roles.

role-manager = manager
role-supervisor = supervisor
role-keeper = source keeper
role-deputy = deputy source keeper
role-sales = sales manager
role-head = head of sales
role-editor = editor
role-admin = administrator

# $name – the name in Bitrix24 (may be empty); $roles – roles, separated by commas
welcome = Done, you are connected to “Five Minutes”.
    <b>{ $name }</b>
    Role: { $roles }

    New leads will come here as cards. The buttons write straight to Bitrix24. In short: /help
welcome-again = You are connected already.
    <b>{ $name }</b>
    Role: { $roles }

    In short: /help
start-share-contact = Hello! I am “Five Minutes”, the call centre's assistant.
    To connect, tap the button below: I will find you among the Bitrix24 users by your phone number. Or open an invitation link from your supervisor.
button-share-contact = 📱 Share my number
stranger = This bot is for staff only. Send /start to connect.
contact-not-own = It has to be your own number. Tap “Share my number”.

# Why connecting failed: plain text
refusal-invitation = This invitation does not work: it was used or has expired. Ask your supervisor for a new one.
refusal-contact-unknown = No Bitrix24 user has this number. Add it to your profile in the portal, or ask your supervisor for an invitation.
refusal-contact-several = Several users have this number. Ask your supervisor for an invitation.
# $name – who is connected with this Telegram account
refusal-somebody-else = This Telegram account is connected already: { $name }. Let an administrator disconnect it first.

invite-whom = Whom to invite? Those who are not connected yet.
invite-nobody = Everybody in the portal is connected.
invite-as = In which role?
# $name – who is invited; $link – the link, works once
invite-link = The invitation is ready: <b>{ $name }</b>
    { $link }
    Pass the link on. It works once and lives for a week.
refusal-portal-away = Bitrix24 does not answer now. Try again in a minute.
refusal-search-days = Cannot search so: the first day is after the last, or it is no date.
refusal-own-role = You cannot take a role of your own: ask somebody else.
