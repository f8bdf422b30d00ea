"""The language of a text by its commonest words: cheaper than a detector, and sure where it answers at all.

Function words make up a sixth to a half of what is written, and no two languages have all of theirs in common.
"""

from __future__ import annotations

import re
from collections import Counter

LEAST = 12  # words

WORD = re.compile(r"[^\W\d_]+")

WORDS = {
    code: frozenset(words.split())
    for code, words in {
        "af": "die en van het is nie dat vir sy wat om te hulle ook deur",
        "bg": "и на се да от за е са с по че като си не ще която който",
        "ca": "de la que el i a en els per les del amb una és dels va ha al no més",
        "cs": "a v se na je že s z do o k i ve by jako jsou byl byla ale po pro který která kterou podle při až však "
        "také než už když tu tak řekl",
        "da": "og i at er det en til af på for de ikke der som med den har et blev fra efter",
        "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch",
        "el": "και το της την του η να που για με από τα ο των στην στο οι είναι",
        "en": "the of and to in a is that for it was on with as he be by at from",
        "es": "de la que el en y a los se del las un por con no una para su al lo más",
        "et": "ja on et ei ka see kui oli mis aga ta oma nii seda või mida kes tema",
        "fi": "ja on ei että se oli hän joka mutta ovat myös kun mukaan kuin tai sen ole",
        "fr": "de la le et les des en un du une que est dans qui pour au par sur plus a ne pas",
        "hr": "i je u se na da su za od koji a s o kako bi što iz će ali nije bio tijekom",
        "hu": "a az és hogy nem is egy meg volt már csak még van ez azt de ki el szerint",
        "id": "yang dan di dengan untuk ini dari itu pada dalam tidak akan juga ke oleh tersebut",
        "is": "og að í á sem er við um til ekki það var en hann fyrir með af eru þess",
        "it": "di e che la il in un per a del non è della con si le una i da dei alla sono",
        "lt": "ir į kad yra iš su ne tai buvo bet apie kaip už nuo kuris metų taip po pat",
        "lv": "un ir ka no ar par uz ne bet kas to arī kā lai gada tika pēc bija tas",
        "ms": "yang dan di dengan untuk ini dari itu pada dalam tidak akan juga ke oleh telah",
        "nl": "de van het een en in is dat op te zijn voor met die niet aan er om ook",
        "no": "og i at er det en til av på for de ikke som med den har et ble fra etter",
        "pl": "w i na z się do nie że to jest o jak za po od przez dla są tym roku oraz",
        "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos",
        "ro": "de și în a la cu că pe din nu un o care mai este pentru ce au fost să",
        "ru": "и в на не что с по из для как от к о это за у но его его он она был",
        "sk": "a v sa na je že s z do o k i vo by ako sú bol ale po pre ktorý podľa",
        "sl": "in je v na se za da so z pa s ne ki ni to jo bila bil pri tudi bi po od iz kot še bo leta",
        "sq": "të e në i që dhe për me një nga është më se u ka nuk si do",
        "sr": "и је у се на да су за од који а с о као би што из ће али није "
              "i je u se na da su za od koji a s o kao bi što iz će ali nije tokom",
        "sv": "och i att är det en till av på för de inte som med den har ett blev från efter",
        "tr": "ve bir bu da de için ile olarak olan çok daha ne gibi sonra kadar var o en ise göre oldu dedi ki iki",
        "uk": "і в на не що з та до у для як від за це про його він вона був але й",
    }.items()
}  # fmt: skip


LANGUAGES: dict[str, list[str]] = {}
for code, own in WORDS.items():
    for word in own:
        LANGUAGES.setdefault(word, []).append(code)


def shares(text: str) -> dict[str, float]:
    """For each language the share of a text's words that are among its commonest; none for a text of few words."""
    words = WORD.findall(text.lower())
    if len(words) < LEAST:
        return {}
    found = Counter(code for word in words for code in LANGUAGES.get(word, ()))
    return {code: times / len(words) for code, times in found.items()}
