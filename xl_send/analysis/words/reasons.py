"""What is written beside a figure: why it is as it is, that it was put right, what it is to be held to."""

from __future__ import annotations

from datetime import date

from xl_send.patterns import Pattern
from xl_send.workbook.days import FULL_MONTHS
from xl_send.workbook.sheets.choices import Better
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi

_WHY = Pattern(
    r"(?i)\b(?:because|since (?!(?:the )?(?:last|then|previous)\b)|due to|owing to|following|backlogs?|cleared"
    r"|recruit\w{0,6}|(?:have |has )?(?:opened|joined"
    r"|closed(?! cases)|moved|merged|left)|closures?|peaks?|phase transfers?|strikes?|holidays?|migration"
    r"|(?:only )?so far|pilot|trial schools|locums?|season\w{0,3}|one-off|once only|not due"
    r"|(?:no|none|new) (?:new |\w{3,12} )?(?:cases|decisions|reviews|returns?|data|figures?|census|officers?|service"
    r"|school|system|counting|definition)|(?:were|was|are) due|admissions|no clinics|norovirus|flu|covid|sick(?:ness)?"
    r"|snow\w{0,3}|flood(?:s|ed|ing)?|industrial action|exams?|validat(?:ed|ion)|court|siblings|half-term|half strength"
    r"|no (?:panels?|visits?|meetings?|sessions?|groups?|courses?|training)|came in|(?:late|older?) (?:ones|cases"
    r"|plans|requests)"
    r"|bank holidays?|went bust|catch-up|more (?:families|schools|people)|twice as many|arrivals|referrals? by"
    r"|no (?!concerns?|issues?|problems?|surprises?)\w+ (?:in|over|during|between|met|ran|took|sat)|(?:schools?"
    r"|services?|centres?|clinics?|everything|all)"
    r" (?:\w+ )?shut|shut (?:in|over|for)|summer (?:break|shut\w*)|(?:team|staff|officers?|teachers?|everyone|most"
    r"|all|half"
    r"|two|three) (?:(?:is|are|was|were) )?(?:away|off|on (?:annual |study )?leave)"
    r"|first (?:full|whole) (?:week|month|quarter|term|year)|only \w+ (?:working|school) (?:days|weeks)"
    r"|(?:small|quiet|short|busy) (?:week|month|quarter|term)|new (?:base|bases|areas?|teams?|units?|hubs?|clinics?)"
    r"|(?:two|three|four|\d+) new \w+|all areas now|now (?:in|for|from) (?:all|both)|before (?:january|february"
    r"|march|april|may|june|july"
    r"|august|september|october|november|december)|(?:clinics?|contracts?|services?|schemes?|projects?|teams?|hubs?)"
    r" (?:has |have )?(?:started|begun|began|ended|finished))\b"
)
_WHY_IT_TURNS = Pattern(
    r"(?i)\b(?:because|(?:on )?secondments?|(?:ends|finishes|lands?|closes|leaves?) (?:in|on|at|after|by)|while"
    r"|until|since (?!(?:the )?(?:last|then|previous)\b)|due to|owing to|before (?:it|they|the|any)"
    r"|as (?:the|more|overdue|old|late)"
    r"|dips?|backlog|growth|grows?|demand|rises?|falls?|drops?(?!-?ins?\b)|more \w+|fewer \w+|season\w*|prices?"
    r"|(?:high|low)(?:est)?(?: point)? (?:before|of the (?:year|winter|summer|season))|peaks?"
    r"|pay (?:award|rise)|inflation|uplifts?|winter|summer|holidays?|illness|rising|growing|falling|climbing"
    r"|still \w+ing"
    r"|(?:up|down|worse|higher|lower) (?:at )?first|at first|initially"
    # Costs come before savings, a new intake before places open: what comes first, and what only then.
    r"|(?:comes?|arrives?|starts?|lands?|opens?|falls? due|paid) (?:\w+ )?(?:before|first|ahead of|earlier)"
    r"|(?:not|only) (?:\w+ ){0,3}(?:until|once|after)|lags?|one-off|double running|catch(?:ing|es)?[- ]up"
    r"|(?:new|larger|bigger|extra|smaller) (?:year|cohort|intake|group|cases|starters)|phase transfers?"
    r"|unusually (?:high|low|good|poor)|bed(?:s|ding)? in|learning curve|teething)\b"
)
# What happens to those who are counted, or to the work: "Two schools join in January", not "Closed cases".
_IT_HAPPENS = Pattern(
    r"(?i)(?<=[\w%),;] )(?:go(?:es)? (?:up|down|live|out|in)|went|join(?:s|ed)?|left (?:in|on|at|us|for|\d)|started"
    r"|began|(?:starts?|begins?) (?:in|on|after|from|next) (?!the )\w+"
    r"|opens|opened|moves|moved|arrive[ds]|retire[ds]?|resigned|broke|failed|lost|stopp(?:ed|ing)|stop"
    r"|paused|cancelled|delayed|changed|doubled|halved|slipped|ramps? up|renews?)\b(?! (?:to|with|by) plan\b)"
    r"|\b(?:allow(?:s|ed|ing)? for|on purpose|(?:always|usually) (?:the |a )?(?:low|high|best|worst|quiet|bus[iy])\w*"
    r"|clearing|counts? \w+ twice|wind(?:s|ing)? down)\b"
)
# Figures that were put right, or that are about to be: not "agreed", which tells nothing of them.
_PUT_RIGHT = Pattern(
    r"(?i)\b(?:put right|correct(?:ed|ions?)|revised|revisions?|restated|re-?calculated|re-?counted"
    r"|reconcil\w+|de-?duplicat\w+"
    r"|duplicates?|(?:counted|entered) twice|double[- ]count\w*|rescinded|overturned|quashed|(?:taken|left) out"
    r"|removed|withdrawn|withdrew|cleansed|excludes?|excluding|no longer count\w*|reinstated|re-?coded|re-?classified"
    r"|tidied|clean(?:ed|ing)(?: up)?|set(?: \w+)? aside|lifted|(?:come|came|taken|struck) (?:off|out)|written off"
    r"|late (?:returns?|data|forms?|entries|entry|batch\w*|figures?)|out[- ](?:of[- ])?(?:county|area|borough)"
    r"|other (?:councils?|authorit(?:y|ies)|areas?)['\u2019]?|home (?:authority|council)|audited|after (?:an "
    r"|the )?audit"
    r"|now count\w*)\b"
)
# The group itself became smaller or larger, or only a part of it was asked.
_OF_ANOTHER_GROUP = Pattern(
    r"(?i)\b(?:(?:has|have) left|leavers?|(?<!maternity )(?<!parental )(?<!annual )(?<!sick )(?<!on )leaves?"
    r"|left (?:in|at|the)|moved (?:away|on|out)|closed(?! cases)|merged|converted|joined"
    r"|others? (?:were |was )?asked|(?:not all|only|half|part of) (?:\w+ ){0,3}(?:returned|answered"
    r"|replied|sent|asked|counted)"
    r"|\d+ of (?:the )?\d+ \w+ (?:have )?(?:returned|answered|replied|sent)|roll(?:ed)?[- ]?out"
    r"|\w+[- ]wave (?:areas?|schools?|settings?)|(?:areas?|schools?|settings?) only"
    r"|all \w+ (?:since|from|now)|expanded|extended|pilots?|pulse|annual survey|phase[- ]transfers?|first full)\b"
)
_AGAIN = Pattern(
    r"(?i)\b(?:extra|additional|ad[- ]hoc|provisional|final|interim|re-?count\w*|update[ds]?|revised|early look)\b"
)
_HISTORY = Pattern(
    r"(?i)\b(?:compar\w+|last year|(?:the )?year before|(?:previous|prior|earlier) (?:year|figure)s?|histor\w+"
    r"|a year (?:ago|earlier)|before the (?:programme|work|baseline))\b"
)
# What its own day, or another workstream's milestone, is for.
_OF_ITS_DAY = Pattern(
    r"(?i)^(?:the )?(?:date|day) (?:of|when|that|on which) "
    r"|\b(?:depends?|waits?|gateway|follow\w*|because|until|census|headcount|count(?:ed)? (?:day|on|at|of)"
    r"|(?:measured|counted|taken|drawn) (?:after|at|when|once|on|in)|(?:first|1st|last|\d{1,2}(?:st|nd|rd|th)?)"
    r" (?:day )?(?:of )?(?:the |each |every )?(?:month|term|week|year|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)|end of (?:the )?\w+|instead"
    r"|(?:first|last) day (?:before|after|of)|day of the return|at the return|extra|ad[- ]hoc"
    r"|moved (?:from|to)|kept for|a (?:month|year|term) later|(?:after|once|when) (?:the|all|it)"
    r"|(?:run|drawn|pulled|taken|counted|cut|produced|done|due|ready|reported|sent) (?:\w+ )?(?:early|late|later|sooner"
    r"|ahead)|(?:early|late) (?:run|count|cut|figures?|data|return)|brought forward|put back"
    r"|(?:(?<!waiting )for|ahead of|before|in time for) (?:the |this )?(?:\w+ )?(?:returns?|report|pack|board"
    r"|panel|committee|cabinet|forum|meeting|scrutiny"
    r"|inspection|visit|review|monitoring|deadline)"
    r"|(?:drawn|pulled) (?:for|on) \w+|(?:extract|cut) (?:of|on) \d|requested by|(?:at|on) (?:the )?handover"
    r"|survey closed?|(?:quarter|term|month) not (?:complete|over)|last working day|went live"
    r"|(?:a|one|two) (?:day|week)s? (?:later?|early)|wanted (?:it )?(?:before|by|early)|was down"
    r"|(?:part|mid|half)[- ](?:quarter|term|year|month)|(?:one|two|three|[1-9]) (?:months?|weeks?) only"
    r"|(?:a|was|last|first|next|every|falls on|fell on) (?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?"
    r"|bank holiday|half-term|schools? (?:were |was )?closed)\b"
)
_PROVISIONAL = Pattern(
    r"(?i)\b(?:provisional\w*|interim|estimate[ds]?|estimated|draft|placeholder|first guess|indicative|to be confirmed"
    r"|tbc|to be re-?based)\b"
)
_FORECAST = Pattern(
    r"(?i)\b(?:forecasts?|projections?|projected|planning assumptions?|not (?:a|as a) (?:goal|target))\b"
)
_HELD = Pattern(
    r"(?i)\bmaintain(?:ing)?\b|\b(?:to be|is|be) (?:maintained|sustained|contained|held)\b"
    r"|\bsustain(?:ing)?\b(?! phase)"
    r"|\b(?:held|sustained|capped|contained) (?:at|to|below|steady|level|while)\b|\bhold (?:at|to|steady|level)\b"
    r"|\bkeep(?:ing)? (?:at|to|below|level)\b|\bno (?:increase|rise|growth|decline|drop|fall)\b"
    r"|\bno (?:more|higher|greater|worse) than\b|\bnot to (?:rise|fall|grow)\b|\b(?:a|the) cap\b"
    r"|\b(?:contain|slow)\w* (?:the )?(?:growth|rise|costs)\b|\bgrowth (?:is )?held\b|\b(?:un)?mitigated\b"
    r"|\b(?:remains?|stays?|keep|kept|hold) (?:\w+ ){0,2}(?:at|above|below|over|under|level|there)\b"
    r"|\bagainst (?:a )?trend\b|\bagainst (?:[\w-]+ ){0,2}inflation\b"
)
# What will go up before it goes down, where lower is better; and the other way about.
_WILL = r"\b(?:expected|likely|forecast|planned|will|due|set) (?:to )?"
# In each year anew: "falls each September and rises to Easter".
_EACH_YEAR = (
    r"(?: (?:\w+ ){0,3}(?:until|before|while)\b| (?:each|every) (?:year|term|winter|summer|autumn|spring|[A-Z]\w+)\b"
    r"| (?:over|in|through|to|towards) (?:the )?(?:winter|summer|autumn|spring|easter|christmas|year)\b)"
)
_RISES = Pattern(
    rf"(?i){_WILL}(?:rise|grow|increase|worsen|go up)\b"
    rf"|\b(?:rises?|grows?|going up|goes up){_EACH_YEAR}|\bup (?:at )?first\b"
)
_FALLS = Pattern(
    rf"(?i){_WILL}(?:fall|dip|drop|decrease|worsen|go down)\b"
    rf"|\b(?:falls?|dips?|drops?|going down|goes down){_EACH_YEAR}|\bdown (?:at )?first\b"
    r"|\bleaves? each (?:summer|year|july)\b"
)
_BOTH_WAYS = Pattern(r"(?i)\bpeaks?\b|\bseasonal\w*\b|\bseasons\b")
# What is so of a month in any year.
_OF_A_MONTH = Pattern(
    r"\b(?:(?:is|are|was|were|run|set) (?:\w+ ){0,2}(?:low|high|quiet|bus[iy]|short)\w*|doubles?|halves?|peaks?|dips?"
    r"|(?:each|every) (?:year|summer|winter)|schools (?:are )?(?:closed|shut))\b"
)
_SENTENCE_END = Pattern(r"[.;] ")
_ONE_BASIS = Pattern(
    r"(?i)\b(?:same (?:basis|definition|method|way)|new basis|restated|re-?calculated|re-?based|back-?cast|back-?dated"
    r"|(?:baselines?|(?:earlier|previous|older|past|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|all) (?:figures?|years?|counts?)) [^.;]{0,40}\b(?:re-?run|re-?built|re-?drawn|re-?worked|again"
    r"|anew|converted|adjusted|carried back|follow\w*)|baselines? [^.;]{0,30}(?:new|same|changed) \w+)\b"
)
_SURVEY = Pattern(
    r"(?i)\b(?:surveys?|questionnaires?|respondents|answered|satisf(?:ied|action)|who (?:say|said|agree|feel))\b"
)
# "Out of 214" tells the base once for all figures.
_OF_A_WHOLE = Pattern(
    r"(?i)\bout of (?:all |the )?\d|\bdenominator\b|\bn ?= ?\d|\b\d[\d,]* [a-z]+ in (?:all|total)\b"
    r"|\bof (?:all |the )?\d[\d,.]* (?:[a-z-]+ )?(?:schools|settings|colleges|nurseries|places|posts|staff|fte"
    r"|wte|teams"
    r"|hubs|plans|pupils|children|families|actions|milestones)\b"
)


def tells_why(*rows: Actual | Expectation) -> bool:
    """Whether the note of one of these figures says why it is as it is."""
    notes = [row.note for row in rows if row.note]
    return any(_WHY.search(note) or tells_of_correction(note) or tells_of_another_group(note) for note in notes)


def says_why(text: str | None) -> bool:
    """Whether a text tells why a figure goes against the direction."""
    return bool(text) and (_WHY_IT_TURNS.search(text or "") or _IT_HAPPENS.search(text or "")) is not None


def tells_of_correction(text: str | None) -> bool:
    """Whether a text says that a figure was put right, or that cases were taken out of it."""
    return bool(text and _PUT_RIGHT.search(text))


def tells_of_another_group(text: str | None) -> bool:
    """Whether a text says that others were counted than before, more of them or fewer."""
    return bool(text and _OF_ANOTHER_GROUP.search(text))


def accounts_for_it(text: str | None) -> bool:
    """Whether a Note accounts for a figure or a base that is unlike the others, in any of these ways."""
    return says_why(text) or tells_of_correction(text) or tells_of_another_group(text)


def was_counted_again(text: str | None) -> bool:
    """Whether a Note says that a figure was given beside the usual ones: an extra, a provisional, a final one."""
    return bool(text and _AGAIN.search(text))


def stands_for_comparison(text: str | None) -> bool:
    """Whether a Note says that a figure stands there to be compared with."""
    return bool(text and _HISTORY.search(text))


def tells_of_its_day(text: str | None) -> bool:
    """Whether a Note tells why a figure is of an unusual day, or expected at another milestone."""
    return bool(text and _OF_ITS_DAY.search(text))


def is_provisional(kpi: Kpi) -> bool:
    """Whether a KPI says that its baseline is a first estimate."""
    return any(_PROVISIONAL.search(text) for text in (kpi.definition, kpi.commentary, kpi.source) if text)


def is_forecast(*texts: str | None) -> bool:
    """Whether a text says that a figure is a forecast, which nobody aims at."""
    return any(_FORECAST.search(text) for text in texts if text)


def is_to_be_held(kpi: Kpi) -> bool:
    """Whether a KPI says that it is to be held where it is, or its growth to be contained."""
    return any(_HELD.search(text) for text in (kpi.name, kpi.definition, kpi.commentary) if text)


def foresees_it(kpi: Kpi) -> bool:
    """Whether a KPI says that it will be worse before it is better, or that it follows the seasons."""
    worse = {Better.LOWER: _RISES, Better.HIGHER: _FALLS}.get(kpi.better, _BOTH_WAYS)
    said = [text for text in (kpi.definition, kpi.commentary) if text]
    return any(worse.search(text) or _BOTH_WAYS.search(text) for text in said)


def foresees_month(kpi: Kpi, day: date) -> bool:
    """Whether a KPI says what is so in the month of a day: "Calls double in July", "December is low in every year"."""
    said = [text for text in (kpi.definition, kpi.commentary) if text]
    parts = [part.casefold() for text in said for part in _SENTENCE_END.split(text)]
    return any(FULL_MONTHS[day.month - 1] in part and _OF_A_MONTH.search(part) for part in parts)


def is_on_one_basis(*texts: str | None) -> bool:
    """Whether a text says that figures before a change were counted anew, or are not affected by it."""
    return any(_ONE_BASIS.search(text) for text in texts if text)


def is_of_a_survey(kpi: Kpi) -> bool:
    """Whether a KPI is what people answered when they were asked."""
    return any(_SURVEY.search(text) for text in (kpi.name, kpi.definition, kpi.source) if text)


def names_its_whole(text: str | None) -> bool:
    """Whether a definition says out of how many, once for all figures."""
    return bool(text and _OF_A_WHOLE.search(text))
