# Звонки по лиду: из нажатий и из телефонии портала. $count – сколько; $at – когда; $title – кнопка
# $way – out или in; $lasted – «1:35»; $result – чем кончился

button-calls = 📞 Звонки
calls-none = 📞 О звонках ничего не известно: никто не отмечал, и телефония портала их не видела.
calls-head = { $count ->
    [1] 📞 { $count } звонок:
    [one] 📞 { $count } звонок, последний сверху:
    [few] 📞 { $count } звонка, последний сверху:
   *[other] 📞 { $count } звонков, последний сверху:
}
calls-more = …и ещё { $count }
calls-told = { $at } · { $title }
calls-heard = { $at } · ☎ { $way ->
    [in] входящий
   *[out] исходящий
} { $lasted } · { $result }
calls-record = запись
