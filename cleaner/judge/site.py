"""First judge: what the site's own rules say. `keep` comes before `drop`, so that a site can rescue a line."""

from __future__ import annotations

from collections.abc import Callable

from cleaner.article import Verdict
from cleaner.judge.view import View
from cleaner.rulebook.sites import SiteRules


def site_judge(rules_for: Callable[[str], SiteRules]) -> Callable[[View], dict[int, Verdict]]:
    """A judge that looks up each page's host with `rules_for`."""

    def site(view: View) -> dict[int, Verdict]:
        rules = rules_for(view.page.site) if view.page.site else None
        return _apply(view, rules) if rules else {}

    return site


def _apply(view: View, rules: SiteRules) -> dict[int, Verdict]:
    verdicts = {}
    for index in view.open():
        rule = rules.match(view.lines[index].text)
        if rule is not None:
            says = "keeps" if rule.keep else "drops"
            reason = f"the rules of {view.page.site} {says} it: {rule.what}"
            verdicts[index] = Verdict(rule.keep, rule.label, reason, f"site:{rule.name}")
    return verdicts
