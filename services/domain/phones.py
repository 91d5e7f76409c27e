"""Phones as people write them, brought to one form before anything is searched or compared (OP10-14)."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, ValidationResult

from services.domain.names import visible

RUSSIA = "RU"
REGIONS = frozenset(phonenumbers.SUPPORTED_REGIONS)

_EXTENSION = re.compile(r"\s*(?:[;#]|доб\w*|вн\w*|ext\w*)[\s.:№]*\d{1,7}\s*$", re.IGNORECASE)
# «тел.: 8999…», «+7999… (WhatsApp)»: words around a number, not letters in it.
_WORDS_AROUND = re.compile(r"^\W*?(?:[^\W\d_]+[\W_]+?)+(?=[+(]|\d)|(?:[\W_]+[^\W\d_]+)+\W*$")
_MENTIONED = re.compile(r"\+?\d[\d\s().–-]{8,24}")
LENGTH = 100  # more than any phone takes
MOST_DIGITS = 15  # of any number in the world (E.164)


class Fault(StrEnum):
    """Why nobody can be reached under what was written."""

    LETTERS = "letters"
    SHORT = "short"
    LONG = "long"
    UNKNOWN = "unknown"  # the right length, and no such range or country


@dataclass(frozen=True, slots=True)
class Phone:
    """`number` is «+79990000001» where it can be read as a phone, else its digits alone; `region`: where it is from."""

    number: str
    region: str = ""
    fault: Fault | None = None


def read(text: str, region: str = RUSSIA) -> Phone:
    """The phone in `text`; a number without a country is one of `region`. Extensions are left out."""
    plain = _WORDS_AROUND.sub("", _EXTENSION.sub("", unicodedata.normalize("NFKC", text[:LENGTH])))
    digits = "".join(str(unicodedata.decimal(each)) for each in plain if each.isdecimal())
    if any(each.isalpha() for each in plain):
        return Phone(digits, fault=Fault.LETTERS)
    parsed = _parse(plain, digits, region)
    fault = _fault(parsed) if parsed else Fault.LONG if len(digits) > MOST_DIGITS else Fault.SHORT
    if parsed is None or fault in (Fault.SHORT, Fault.LONG):
        return Phone(digits, fault=fault)
    number = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    return Phone(number, phonenumbers.region_code_for_number(parsed) or "", fault)


def spoken(text: str, region: str = RUSSIA) -> str:
    """«+7 999 000-00-01»; what is no phone, or more than one number, stays as it was written."""
    number = read(text, region).number
    if not number.startswith("+") or _EXTENSION.search(text) or any(each.isalpha() for each in text):
        return text
    return _printed(phonenumbers.parse(number), PhoneNumberFormat.INTERNATIONAL)


def spellings(text: str, region: str = RUSSIA) -> tuple[str, ...]:
    """What to search for: «+7…», «7…», «8…», without a prefix, with gaps, and as written; nothing for no phone.

    The portal compares whole values: a number that stands there in another form is not found.
    """
    phone = read(text, region)
    if not phone.number.startswith("+"):
        return ()
    parsed = phonenumbers.parse(phone.number)
    found = [phone.number, phone.number[1:], _printed(parsed, PhoneNumberFormat.INTERNATIONAL)]
    country = str(phonenumbers.country_code_for_region(region))
    if phone.number.startswith("+" + country):
        national, trunk = phone.number[1 + len(country) :], phonenumbers.ndd_prefix_for_region(region, True) or ""
        gapped = _printed(parsed, PhoneNumberFormat.NATIONAL)
        found += [trunk + national, national, gapped, f"+{country} {gapped.removeprefix(trunk).strip()}"]
    return tuple(dict.fromkeys([*found, text.strip()]))


def _printed(number: PhoneNumber, form: int) -> str:
    return str(phonenumbers.format_number(number, form))


def mentioned(text: str, region: str = RUSSIA) -> tuple[str, ...]:
    """The phones in a text, each once, as «+79990000001»."""
    found = (read(number[0], region).number for number in _MENTIONED.finditer(visible(text)))
    return tuple(dict.fromkeys(number for number in found if number.startswith("+")))


def _parse(plain: str, digits: str, region: str) -> PhoneNumber | None:
    """As written; «+8 999…» and «375 29…» are read as what they are meant to be, without a digit made up."""
    written = re.sub(r"^\W*00", "+", plain.strip())
    found = _parsed(written, region)
    if found is None:
        return _parsed(digits, region)
    if not phonenumbers.is_valid_number(found) and "+" not in written:
        abroad = _parsed("+" + digits, region)
        return abroad if abroad and phonenumbers.is_valid_number(abroad) else found
    return found


def _parsed(text: str, region: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None


def _fault(parsed: PhoneNumber) -> Fault | None:
    match phonenumbers.is_possible_number_with_reason(parsed):
        case ValidationResult.TOO_SHORT | ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
            return Fault.SHORT
        case ValidationResult.TOO_LONG | ValidationResult.INVALID_LENGTH:
            return Fault.LONG
    return None if phonenumbers.is_valid_number(parsed) else Fault.UNKNOWN
