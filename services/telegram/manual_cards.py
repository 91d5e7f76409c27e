"""Where the creation of a lead that a manager adds stands, and what may be decided about it."""

from collections.abc import Callable

from services.domain.gateways import Button, Keyboard, Message
from services.domain.manual_lead import ManualLead, Stand
from services.domain.regulation import Style
from services.domain.twins import Twin
from services.telegram.callbacks import ManualTap
from services.telegram.html import Html, cut, link
from services.telegram.texts import Texts

SHOWN = 5  # twins
NAME = 40
REASON = 200


class ManualCards:
    """Draws it; the addresses are the portal's own."""

    def __init__(self, texts: Texts, lead_url: Callable[[int], str], twin_url: Callable[[Twin], str]) -> None:
        self._texts, self._lead_url, self._twin_url = texts, lead_url, twin_url

    def draw(self, manual: ManualLead) -> Message:
        """The message and its buttons."""
        texts, name = self._texts, manual.told.name
        match manual.stand:
            case Stand.DOUBLED:
                return Message(
                    "\n".join([texts("manual-doubled", name=name), *self._twins(manual)]), self._decide(manual)
                )
            case Stand.REFUSED:
                words = texts("manual-refused", name=name, reason=cut(manual.reason, REASON))
                return Message(words, self._decide(manual))
            case Stand.CREATED:
                lead_id = manual.lead_id or 0
                button = Button(texts.plain("button-open"), url=self._lead_url(lead_id))
                return Message(texts("manual-created", name=name, id=lead_id), ((button,),))
            case Stand.CANCELLED:
                return Message(texts("manual-cancelled", name=name))
        return Message(texts("manual-creating", name=name))

    def _twins(self, manual: ManualLead) -> list[Html]:
        shown = [Html(f"• {self._twin(twin)}") for twin in manual.twins[:SHOWN]]
        more = len(manual.twins) - len(shown)
        return [*shown, self._texts("manual-twins-more", more=more)] if more > 0 else shown

    def _twin(self, twin: Twin) -> Html:
        name = link(cut(twin.name or f"№ {twin.id}", NAME), self._twin_url(twin))
        return self._texts(f"twin-{twin.kind}", name=name)

    def _decide(self, manual: ManualLead) -> Keyboard:
        again = manual.stand is Stand.REFUSED
        create = self._texts.plain("button-manual-again" if again else "button-manual-create")
        cancel = self._texts.plain("button-manual-cancel")
        url = "" if again or not manual.twins else self._twin_url(manual.twins[0])
        first = ((Button(self._texts.plain("button-manual-open"), url=url),),) if url else ()
        return (
            *first,
            (
                Button(
                    create, data=ManualTap(manual=manual.id, do="create").pack(), style=Style.PRIMARY if again else ""
                ),
            ),
            (Button(cancel, data=ManualTap(manual=manual.id, do="cancel").pack()),),
        )
