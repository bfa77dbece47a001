"""The fixed lists that pull-downs offer, in the field's words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Framework(StrEnum):
    """What national programme the work answers to."""

    REFORM_PLAN = "Local SEND reform plan"
    DBV = "Delivering Better Value"
    SAFETY_VALVE = "Safety Valve"
    DSG_PLAN = "DSG management plan"
    ACCELERATED = "Accelerated progress plan"
    PRIORITY_ACTION = "Priority action plan"
    OTHER = "Other"


class Rag(StrEnum):
    """The colour that a person reports."""

    RED = "Red"
    AMBER = "Amber"
    GREEN = "Green"


class State(StrEnum):
    """Whether a row, or its whole workstream, is being worked on."""

    ACTIVE = "Active"
    PAUSED = "Paused"
    WITHDRAWN = "Withdrawn"


class Phase(StrEnum):
    """The phases of a workstream, in their order."""

    SET_UP = "Set up"
    DESIGN = "Design"
    TRIAL = "Trial"
    ROLLOUT = "Rollout"
    SUSTAIN = "Sustain"


class Decision(StrEnum):
    """What a milestone needs of its forum."""

    NONE = "None"
    ASSURANCE = "Assurance"
    DECISION = "Decision"
    KEY_DECISION = "Key decision"


class Audience(StrEnum):
    """The widest audience a row may be shown to."""

    BOARD = "Board"
    PARTNERS = "Partners"
    PUBLIC = "Public"


class Indicator(StrEnum):
    """Whether a KPI gives early warning or shows the outcome."""

    LEADING = "Leading"
    LAGGING = "Lagging"


class Unit(StrEnum):
    """What a KPI is counted in."""

    COUNT = "Count"
    PERCENT = "Percent"
    POUNDS = "Pounds"
    DAYS = "Days"
    SCORE = "Score"
    RATE = "Rate"


class Better(StrEnum):
    """Which way a KPI should move."""

    HIGHER = "Higher"
    LOWER = "Lower"
    CLOSE = "Close to target"
    CONTEXT = "Context only"


class Frequency(StrEnum):
    """How often a KPI is measured."""

    MONTHLY = "Monthly"
    HALF_TERMLY = "Half-termly"
    TERMLY = "Termly"
    QUARTERLY = "Quarterly"
    ANNUAL = "Annual"


class Measures(StrEnum):
    """What stretch of time one figure of a KPI speaks of."""

    SNAPSHOT = "Snapshot"
    PERIOD = "Period"
    YEAR_TO_DATE = "Year to date"
    ROLLING = "Rolling 12 months"


class YearBasis(StrEnum):
    """Which year a KPI's figures belong to."""

    ACADEMIC = "Academic"
    CALENDAR = "Calendar"
    FINANCIAL = "Financial"


class Benefit(StrEnum):
    """What a KPI's improvement is worth in money."""

    CASHABLE = "Cashable"
    AVOIDANCE = "Cost avoidance"
    NON_CASHABLE = "Non-cashable"


class Category(StrEnum):
    """What a risk is about."""

    CAPACITY = "Capacity"
    COMMUNICATION = "Communication and engagement"
    FUNDING = "Funding"
    DATA = "Data and systems"
    PARTNERS = "Partners"
    SCHOOLS = "Schools and settings"
    MARKET = "Market and provision"
    LEGAL = "Legal and statutory"
    WORKFORCE = "Workforce"
    OTHER = "Other"


class Response(StrEnum):
    """The four classic responses to a risk."""

    TREAT = "Treat"
    TOLERATE = "Tolerate"
    TRANSFER = "Transfer"
    TERMINATE = "Terminate"


class Mitigation(StrEnum):
    """How a mitigation works."""

    PLANNING = "Planning and communication"
    EXTRA_CAPACITY = "Extra capacity"
    PROCESS = "Process"
    CONTRACT = "Contract"
    OTHER = "Other"


class RiskStatus(StrEnum):
    """Where a risk stands."""

    OPEN = "Open"
    CLOSED = "Closed"
    BECAME_ISSUE = "Became an issue"


class Proximity(StrEnum):
    """When a risk would bite."""

    NOW = "Now"
    THIS_TERM = "This term"
    NEXT_TERM = "Next term"
    LATER = "Later"


class Handover(StrEnum):
    """What kind of thing one workstream hands to another."""

    DELIVERABLE = "Deliverable"
    DECISION = "Decision"
    DATA = "Data"
    PEOPLE = "People"
    COHORT = "Access to a cohort"
    SEQUENCE = "Sequence"
    EXTERNAL = "External"


class Method(StrEnum):
    """How a diagnostic task is done."""

    DATA_PULL = "Data pull"
    CASE_REVIEW = "Case review"
    SURVEY = "Survey"
    INTERVIEWS = "Interviews"
    WORKSHOP = "Workshop"
    DEEP_DIVE = "Deep dive"


class TaskStatus(StrEnum):
    """Where a diagnostic task stands."""

    PLANNED = "Planned"
    UNDER_WAY = "Under way"
    DONE = "Done"
    DROPPED = "Dropped"


class Funding(StrEnum):
    """Where the money comes from."""

    GRANT = "Grant"
    BASE_BUDGET = "Base budget"
    HIGH_NEEDS = "High needs block"
    PARTNER = "Partner"
    NOT_FUNDED = "Not funded"


class PostStatus(StrEnum):
    """Whether anybody is in the post."""

    IN_POST = "In post"
    RECRUITING = "Recruiting"
    VACANT = "Vacant"
    NOT_APPROVED = "Not approved"


class LogKind(StrEnum):
    """What a row of the issues and decisions log is."""

    ISSUE = "Issue"
    DECISION = "Decision needed"
    ACTION = "Action"
    CHANGE_REQUEST = "Change request"


class Level(StrEnum):
    """High, medium or low."""

    HIGH = "High"
    MEDIUM = "Medium"
    LOW = "Low"


class LogStatus(StrEnum):
    """Whether a row of the log is still open."""

    OPEN = "Open"
    CLOSED = "Closed"


class ForumLevel(StrEnum):
    """How senior a forum is."""

    WORKSTREAM = "Workstream"
    PROGRAMME = "Programme"
    PARTNERSHIP = "Partnership"
    COUNCIL = "Council"
    STATUTORY = "Statutory"


class CalendarKind(StrEnum):
    """What a stretch of the calendar is."""

    TERM = "Term"
    HALF_TERM = "Half-term break"
    HOLIDAY = "School holiday"
    RECESS = "Council recess"
    PRE_ELECTION = "Pre-election period"
    CLOSURE = "Closure day"
    STATUTORY = "Statutory date"


class Between(StrEnum):
    """What is expected of a KPI between two milestones."""

    STEP = "Step"
    STRAIGHT_LINE = "Straight line"


LISTS_TITLE = "Lists"

# The title of each list's column, and what it is for.
OWN_LISTS: Mapping[str, str] = {
    "Service areas": "The services that diagnostic tasks look at.",
    "Cohorts": "The groups of children that diagnostic tasks look at.",
    "Risk themes": "Themes that every risk register here should mention: the theme, a colon, words separated by ;",
}
