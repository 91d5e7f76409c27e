"""The parts of a regulation file about conversion."""

from typing import Annotated, Literal

from pydantic import Field

from services.regulations.entry import Code, Entry, FieldName, Text, Title


class VariantEntry(Entry):
    """[[conversion.variants]]: what a lead may become."""

    code: Code = Field(description="Постоянное имя варианта: латиница, цифры, «_», до 20 знаков")
    title: Title = Field(description="Надпись на кнопке: «Физлицо: сделка и контакт»")
    creates: Annotated[list[Literal["deal", "contact", "company"]], Field(min_length=1)] = Field(
        description='Что создать: ["deal"], ["deal", "contact"], ["deal", "contact", "company"]; с reason – ["contact"]'
    )
    needs: dict[FieldName, Title] = Field(
        default={},
        description="Без чего не конвертировать, и как это назвать: name, phone, email, contact или поле лида",
    )
    stage: Code | None = Field(
        default=None, description="Стадия, в которую перейдёт лид, если не общая: имя из [stages]"
    )
    reason: Text | None = Field(
        default=None, description="Лид при этом бракуется: причина, пишется в поле fields.reject_reason"
    )
    any: dict[FieldName, list[Text]] = Field(
        default={}, description="Только для лидов, у которых в одном из этих полей одно из этих значений"
    )


class ConversionEntry(Entry):
    """[conversion]: what leads become."""

    stages: Annotated[list[Code], Field(min_length=1)] = Field(
        description="На каких стадиях есть кнопка: имена из [stages]"
    )
    stage: Code = Field(description="Стадия, в которую перейдёт лид: имя из [stages]")
    category: Annotated[int, Field(ge=0)] = Field(default=0, description="Номер воронки сделок; без него – общая")
    deal_stage: Title | None = Field(default=None, description="Код стадии сделки; без него – первая: NEW, C9:NEW")
    variants: Annotated[list[VariantEntry], Field(min_length=1)] = Field(description="Варианты в порядке показа")
