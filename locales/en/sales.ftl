# Sales managers: the queue of consultations. Telegram HTML.

queue-title = <b>The queue of consultations</b>
    The first one holds the next consultation. Whoever is away is passed over and keeps the place.
queue-empty = Nobody is in the queue: nobody has the role of a sales manager yet.
# $place – the how-manieth of those who are not passed over; $name – the name; $skip – why somebody is
sales-place = { $skip ->
    [absent] ✕ { $name } – away, passed over
    [left] ✕ { $name } – no longer works here, passed over
   *[no] { $place }. { $name }
}

# The queue of leads. $place – the how-manieth, 0 – passed over; $name – the name; $leads – leads that wait there; $weight – the share; $away – never when the share is 0
lead-queue-title = <b>Queue of leads</b>
    A lead that nobody has taken goes to the first: who has the fewest waiting, by share.
lead-queue-place = { $place ->
    [0] { $away ->
        [never] ✕ { $name } – not in the queue
       *[yes] ✕ { $name } – away, passed over
    }
   *[other] { $place }. { $name } – waiting: { $leads }{ $weight ->
        [1] { "" }
       *[other] , share { $weight }
    }
}
lead-queue-empty = Nobody is in the queue: nobody has the role of a manager yet.

# Who holds the consultation and why. $name – who; $own – who made the referrer's contract; $order – the queue as lines
sales-proposal = { $because ->
    [own] 🤝 Consultation: <b>{ $name }</b>, who made the referrer's contract
    [own_absent] 🤝 Consultation: <b>{ $name }</b>, who made the referrer's contract and is away now
    [left] 🤝 Consultation by the queue: <b>{ $name }</b>. { $own } made the contract and no longer works here
        { $order }
    [queue] 🤝 Consultation by the queue: <b>{ $name }</b>
        { $order }
   *[nobody] 🤝 Nobody can hold the consultation: the queue is empty, or all of it is away
        { $order }
}

# Buttons: plain text. $name – the name
button-absent = Away: { $name }
button-returned = Back: { $name }
