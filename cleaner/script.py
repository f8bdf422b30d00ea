"""The script that a text is written in, and the languages that are written in it.

A script often names the language at once (Thai, Hangul, Hebrew) and always says which languages it cannot be. That is
cheaper than a detector and surer: langdetect takes Chinese in traditional characters for Korean.
"""

from __future__ import annotations

from collections import Counter

LEAST = 20  # letters
SHARE = 0.5  # of the letters: names and brands stand in Latin letters in every script
KANA_SHARE = 0.06  # of the Chinese characters and kana; Japanese news has a third to a half
LETTER_SHARE = 0.004  # of the characters; one name from next door brings in less
LATIN_LETTERS, LATIN_SHARE = 4, 0.01  # names travel further in the Latin script: "Łódź" stands in German texts

# First code point of each range of 128, as a script's letters lie in Unicode.
RANGES = {
    "latin": ((0x00, 0x24F), (0x1E00, 0x1EFF)),
    "greek": ((0x370, 0x3FF), (0x1F00, 0x1FFF)),
    "cyrillic": ((0x400, 0x4FF),),
    "armenian": ((0x500, 0x57F),),
    "hebrew": ((0x580, 0x5FF),),
    "arabic": ((0x600, 0x77F), (0xFB80, 0xFDFF), (0xFE80, 0xFEFF)),
    "devanagari": ((0x900, 0x97F),),
    "bengali": ((0x980, 0x9FF),),
    "gurmukhi": ((0xA00, 0xA7F),),
    "gujarati": ((0xA80, 0xAFF),),
    "tamil": ((0xB80, 0xBFF),),
    "telugu": ((0xC00, 0xC7F),),
    "kannada": ((0xC80, 0xCFF),),
    "malayalam": ((0xD00, 0xD7F),),
    "sinhala": ((0xD80, 0xDFF),),
    "thai": ((0xE00, 0xE7F),),
    "lao": ((0xE80, 0xEFF),),
    "myanmar": ((0x1000, 0x107F),),
    "georgian": ((0x1080, 0x10FF), (0x1C80, 0x1CFF)),
    "hangul": ((0x1100, 0x11FF), (0xAC00, 0xD7FF)),
    "ethiopic": ((0x1200, 0x137F),),
    "khmer": ((0x1780, 0x17FF),),
    "kana": ((0x3000, 0x30FF),),
    "han": ((0x3400, 0x9FFF),),
}
BLOCKS = {
    block: name for name, ranges in RANGES.items() for low, high in ranges for block in range(low >> 7, (high >> 7) + 1)
}

ALONE = {
    "armenian": "hy",
    "bengali": "bn",
    "georgian": "ka",
    "greek": "el",
    "gujarati": "gu",
    "gurmukhi": "pa",
    "hangul": "ko",
    "hebrew": "he",
    "kannada": "kn",
    "khmer": "km",
    "lao": "lo",
    "malayalam": "ml",
    "myanmar": "my",
    "sinhala": "si",
    "tamil": "ta",
    "telugu": "te",
    "thai": "th",
}
# Serbian is missing here: it is written in two.
SHARED = {
    "arabic": frozenset(("ar", "ckb", "fa", "ps", "sd", "ug", "ur")),
    "cyrillic": frozenset(("be", "bg", "kk", "ky", "mk", "mn", "ru", "tg", "uk")),
    "devanagari": frozenset(("hi", "mr", "ne")),
    "ethiopic": frozenset(("am", "ti")),
    "han": frozenset(("ja", "zh")),
    "latin": frozenset(
        "af az bs ca cs cy da de en es et eu fi fr ga gl hr hu id is it lt lv ms mt nb nl nn no pl pt ro sk sl so sq "
        "sv sw tl tr uz vi xh zu".split()
    ),
}
SCRIPTS = {code: name for name, code in ALONE.items()} | {
    code: name for name, codes in SHARED.items() for code in codes
}
# Letters that tell a language from the others of its script; langdetect has not half of these languages.
OWN_LETTERS = {
    "arabic": {
        "ar": "ةأإ",
        "ckb": "ێۆڵڕ",
        "fa": "پچژگ",
        "ps": "ښځڅټډړږ",
        "sd": "ڪٻڀٿ",
        "ug": "ۇۈۋې",
        "ur": "ٹڈڑںہھے",
    },
    "cyrillic": {
        "be": "ўі",
        "bg": "ъ",
        "kk": "ғқұңүөі",
        "mk": "ѓќѕј",
        "ru": "ыэ",
        "sr": "ђћј",
        "uk": "їєґі",
    },
    "latin": {
        "az": "ə",
        "cs": "ěřů",
        "hu": "őű",
        "lt": "ėįų",
        "lv": "āēīņļķģ",
        "pl": "łżśźń",
        "ro": "țșţ",
        "tr": "ğı",
        "vi": "ơưạảấầẩậắặẹẻếềểệịọỏốồổộớờởợụủứừửữự",
    },
}


def script(text: str) -> str | None:
    """The script of most letters, Chinese characters and kana together as "han"; None for too little or a mixture."""
    blocks = Counter(ord(char) >> 7 for char in text if char.isalpha())
    found: Counter[str | None] = Counter()
    for block, times in blocks.items():
        found[BLOCKS.get(block)] += times
    found["han"] += found.pop("kana", 0)
    total = sum(found.values())
    name, times = found.most_common(1)[0]
    return name if total >= LEAST and times > SHARE * total else None


def told(text: str, name: str | None) -> str | None:
    """The language of a text in the script `name`, where its letters tell it."""
    if name == "han":
        letters = [char for char in text if char.isalpha()]
        kana = sum("\u3041" <= char <= "\u30ff" for char in letters)
        return "ja" if kana >= KANA_SHARE * len(letters) else "zh"
    counts = {code: sum(map(text.count, own)) for code, own in OWN_LETTERS.get(name or "", {}).items()}
    best = max(counts, key=counts.__getitem__, default="")
    least = max(LATIN_LETTERS, LATIN_SHARE * len(text)) if name == "latin" else LETTER_SHARE * len(text)
    return best if counts.get(best, 0) >= least else ALONE.get(name or "")


def possible(name: str | None, code: str) -> bool:
    """Whether a text in the script `name` (None: unknown) may be in the language; of languages not listed, always."""
    return name is None or SCRIPTS.get(code, name) == name
