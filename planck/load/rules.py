"""What can be wrong with inputs: plans, models, figures, workbooks, settings, earlier states."""

from planck.model import Severity
from planck.registry import rule
from planck.words import Label

SYNTAX = rule("S001", "yaml-syntax", Severity.ERROR, blocking=True)
CHARACTER = rule("S002", "yaml-character", Severity.ERROR, blocking=True)
TOO_LARGE = rule("S003", "plan-too-large", Severity.ERROR, blocking=True)
UNKNOWN_ANCHOR = rule("S004", "unknown-anchor", Severity.ERROR, blocking=True)
ALIAS_OF_ITSELF = rule("S005", "alias-of-itself", Severity.ERROR, blocking=True)
TAG = rule("S006", "yaml-tag", Severity.ERROR, blocking=True)
MERGE_KEY = rule("S007", "merge-key", Severity.ERROR, blocking=True)
REPEATED_KEY = rule("S008", "repeated-key", Severity.ERROR, blocking=True)
KEY = rule("S009", "key-not-text", Severity.ERROR, blocking=True)
DOCUMENTS = rule("S010", "one-document", Severity.ERROR, blocking=True)

# E001 to E007, E013 and E014: what can be wrong with a file or folder before its bytes are looked at.
MISSING_FILE = rule("E001", "missing-file", Severity.ERROR, blocking=True)
NOT_A_FILE = rule("E002", "not-a-file", Severity.ERROR, blocking=True)
NO_PERMISSION = rule("E003", "no-permission", Severity.ERROR, blocking=True)
FILE_TOO_LARGE = rule("E004", "file-too-large", Severity.ERROR, blocking=True)
UNREADABLE = rule("E005", "unreadable-file", Severity.ERROR, blocking=True)
CHANGED = rule("E006", "changed-while-read", Severity.ERROR, blocking=True)
EMPTY = rule("E007", "empty-file", Severity.ERROR, blocking=True)
NO_FILES = rule("E013", "no-files-in-folder", Severity.ERROR, blocking=True)
TOO_MANY_ENTRIES = rule("E014", "folder-too-large", Severity.ERROR, blocking=True)

# E008 to E012 and E015: what can be wrong with the text of a file, whatever it is about.

NOT_UTF8 = rule("E008", "not-utf8", Severity.ERROR, blocking=True)
OTHER_ENCODING = rule("E009", "other-encoding", Severity.ERROR, blocking=True)
NUL_CHARACTER = rule("E010", "nul-character", Severity.ERROR)
ODD_CHARACTER = rule("E011", "odd-character", Severity.WARNING)
TOO_MANY_LINES = rule("E012", "too-many-lines", Severity.ERROR, blocking=True)
MORE_FINDINGS = rule("E015", "more-findings", Severity.ERROR)
GUESSED_ENCODING = rule("E016", "guessed-encoding", Severity.NOTE)

# E017 to E019: what can be wrong with a workbook before its cells are looked at.
BAD_WORKBOOK = rule("E017", "unreadable-workbook", Severity.ERROR, blocking=True)
TOO_LARGE_WORKBOOK = rule("E018", "workbook-too-large", Severity.ERROR, blocking=True)
NO_SHEET = rule("E019", "no-such-sheet", Severity.ERROR, blocking=True)

# E080 to E082: what can be wrong with a large table or a query.
NEEDS_EXTRA = rule("E080", "needs-extra", Severity.ERROR, blocking=True)
QUERY = rule("E081", "query-failed", Severity.ERROR, blocking=True)
NOT_LONG = rule("E082", "not-in-long-form", Severity.ERROR, blocking=True)

# E083: a goal that a region has of its own, for no target of the plan or in no form of it.
OWN_GOAL = rule("E083", "goal-of-nothing", Severity.ERROR)

# Rules S030 to S033, S040 and S041: what a plan says of itself and of its indicators.
PERIOD_ORDER = rule("S030", "period-order", Severity.ERROR, blocking=True)
NOT_A_PERIOD = rule("S031", "not-a-period", Severity.ERROR, blocking=True)
NOT_A_DATE = rule("S032", "not-a-date", Severity.ERROR, blocking=True)
NO_TARGETS = rule("S033", "no-targets", Severity.NOTE)
RATIO_WITHOUT_UNIT = rule("S040", "ratio-without-unit", Severity.WARNING)
QUOTED_UNIT = rule("S044", "quoted-unit", Severity.ERROR, blocking=True)
PART_OF_SHARE = rule("S043", "part-of-a-share", Severity.ERROR, blocking=True)
PART_OF_YEAR = rule("S041", "part-of-year", Severity.ERROR, blocking=True)

# Rules S020 to S028: keys and values that are not those of the plan format.
VERSION = rule("S020", "unsupported-version", Severity.ERROR, blocking=True)
UNKNOWN_KEY = rule("S021", "unknown-key", Severity.ERROR, blocking=True)
MISSING_KEY = rule("S022", "missing-key", Severity.ERROR, blocking=True)
WRONG_VALUE = rule("S023", "wrong-value", Severity.ERROR, blocking=True)
UNKNOWN_WORD = rule("S024", "unknown-word", Severity.ERROR, blocking=True)
UNREADABLE_NUMBER = rule("S025", "unreadable-number", Severity.ERROR, blocking=True)
FULL_WIDTH = rule("S026", "full-width-number", Severity.ERROR, blocking=True)
TABLE_NOT_READ = rule("S028", "table-not-read", Severity.ERROR, blocking=True)
PERCENT_SIGN = rule("S027", "percent-sign-missing", Severity.ERROR, blocking=True)

# Rules S060 to S066: what a goal asks for.
ONE_COMPARATOR = rule("S060", "one-comparator", Severity.ERROR, blocking=True)
TOLERANCE = rule("S061", "tolerance", Severity.ERROR, blocking=True)
REVERSED = rule("S062", "bounds-reversed", Severity.ERROR, blocking=True)
PERCENT_IN_UNIT = rule("S063", "percent-of-what", Severity.ERROR, blocking=True)
GOAL_MEASURE = rule("S064", "goal-measure", Severity.ERROR, blocking=True)
GOAL_NEEDS_BASELINE = rule("S065", "goal-needs-baseline", Severity.ERROR, blocking=True)
GOAL_SIGN = rule("S066", "goal-sign", Severity.ERROR, blocking=True)

# Rules S050 to S057: how a target is to be reached, and by when.
BASELINE_BESIDE_SERIES = rule("S058", "baseline-beside-series", Severity.WARNING)
DUE_BEFORE_BASE = rule("S050", "due-not-after-base", Severity.ERROR, blocking=True)
MILESTONE_OUTSIDE = rule("S051", "milestone-outside", Severity.ERROR, blocking=True)
REPEATED_TIME = rule("S052", "repeated-time", Severity.ERROR, blocking=True)
SCHEDULE_SHARE = rule("S053", "schedule-share", Severity.ERROR, blocking=True)
TWO_INDICATORS = rule("S054", "indicator-and-own", Severity.ERROR, blocking=True)
COMPOUND = rule("S055", "no-growth-from-here", Severity.ERROR, blocking=True)
UNKNOWN_BORDER = rule("S056", "unknown-border", Severity.ERROR, blocking=True)
BORDERS_RISE = rule("S057", "borders-not-falling", Severity.ERROR, blocking=True)

# Rules S034 to S039 and S042: how the parts of a plan refer to each other.
ID_CLASH = rule("S034", "id-clash", Severity.ERROR, blocking=True)
NAME_CLASH = rule("S035", "name-clash", Severity.ERROR, blocking=True)
UNKNOWN_REFERENCE = rule("S036", "unknown-reference", Severity.ERROR, blocking=True)
PART_OF_CYCLE = rule("S037", "part-of-cycle", Severity.ERROR, blocking=True)
FORMULA = rule("S038", "formula-error", Severity.ERROR, blocking=True)
FORMULA_CYCLE = rule("S039", "formula-cycle", Severity.ERROR, blocking=True)
FORMULA_DEPTH = rule("S042", "formula-depth", Severity.ERROR, blocking=True)

# Rules S100 to S112: what is wrong with a scoring model.
WEIGHTS_SUM = rule("S100", "weights-do-not-sum", Severity.ERROR, blocking=True)
WEIGHTS_PARTLY = rule("S101", "weight-missing", Severity.ERROR, blocking=True)
SHARES_SUM = rule("S102", "shares-do-not-sum", Severity.ERROR, blocking=True)
UNKNOWN_SCORE_SETTING = rule("S103", "unknown-score-setting", Severity.ERROR, blocking=True)
MISSING_SETTING = rule("S104", "setting-missing", Severity.ERROR, blocking=True)
SETTINGS_ORDER = rule("S105", "settings-out-of-order", Severity.ERROR, blocking=True)
ONE_KIND_OF_PARTS = rule("S106", "one-kind-of-parts", Severity.ERROR, blocking=True)
GRADES_FALL = rule("S107", "grades-do-not-fall", Severity.ERROR, blocking=True)
UNKNOWN_GRADE = rule("S108", "unknown-grade", Severity.ERROR, blocking=True)
UNKNOWN_CLASS = rule("S109", "unknown-class", Severity.ERROR, blocking=True)
NAME_TWICE = rule("S110", "scored-name-twice", Severity.ERROR, blocking=True)
USE_ALONE = rule("S111", "use-stands-alone", Severity.ERROR, blocking=True)
ONE_BOUND = rule("S112", "veto-needs-a-bound", Severity.ERROR, blocking=True)

# Rule S113: weights that are to be made of the figures where they cannot be.
PART_COUNT = rule("S114", "another-number-of-parts", Severity.ERROR, blocking=True)
WEIGHTS_TWICE = rule("S113", "weights-stated-and-made", Severity.ERROR, blocking=True)

# E020 to E039: what can be wrong with a table as such: its quotes, its cells, its header.
OTHER_DELIMITER = rule("E020", "other-delimiter", Severity.NOTE)
UNCLOSED_QUOTE = rule("E021", "unclosed-quote", Severity.ERROR)
TEXT_AFTER_QUOTE = rule("E022", "text-after-quote", Severity.ERROR)
TOO_LONG = rule("E023", "cell-too-long", Severity.ERROR)
NO_HEADER = rule("E030", "no-header", Severity.ERROR, blocking=True)
UNKNOWN_COLUMN = rule("E031", "unknown-column", Severity.WARNING)
UNNAMED_COLUMN = rule("E032", "unnamed-column", Severity.WARNING)
REPEATED_COLUMN = rule("E033", "repeated-column", Severity.ERROR)
MISSING_COLUMN = rule("E034", "missing-column", Severity.ERROR, blocking=True)
NO_FIGURES = rule("E035", "no-figures-in-sight", Severity.ERROR, blocking=True)

# E024 to E029, E036 to E038: what was done to read a table that is not one plain row of names and rows of figures.
JOINED_SHEETS = rule("E058", "joined-sheets", Severity.NOTE)
OTHER_SHEETS = rule("E024", "other-sheets", Severity.NOTE)
CORNER = rule("E025", "unnamed-first-column", Severity.NOTE)
STATED_ONCE = rule("E026", "stated-once", Severity.NOTE)
SHEET_ELSEWHERE = rule("E027", "sheet-of-another-region", Severity.ERROR)
TITLE_ELSEWHERE = rule("E028", "title-of-another-region", Severity.ERROR)
UNPLACED_ROWS = rule("E029", "rows-without-a-region", Severity.ERROR)
SHEET_OF_GOALS = rule("E039", "sheet-of-goals", Severity.ERROR)
ROWS_ABOVE = rule("E036", "rows-above", Severity.NOTE)
ROWS_ASIDE = rule("E037", "rows-set-aside", Severity.NOTE)
STACKED_HEADER = rule("E038", "header-of-several-rows", Severity.NOTE)

# E040 to E059: what can be wrong with a row of figures and its cells.
TOO_FEW_CELLS = rule("E040", "too-few-cells", Severity.WARNING)
TOO_MANY_CELLS = rule("E041", "too-many-cells", Severity.ERROR)
NO_INDICATOR = rule("E042", "no-indicator", Severity.ERROR)
BAD_PERIOD = rule("E043", "bad-period", Severity.ERROR)
BAD_NUMBER = rule("E044", "bad-number", Severity.ERROR)
NORMALISED_NUMBER = rule("E045", "normalised-number", Severity.NOTE)
BAD_STATUS = rule("E046", "bad-status", Severity.ERROR)
BAD_PUBLISHED = rule("E047", "bad-published", Severity.ERROR)
PUBLISHED_EARLY = rule("E048", "published-early", Severity.WARNING)
ERROR_VALUE = rule("E049", "error-value", Severity.ERROR)
YEAR_OF_DAY = rule("E050", "year-of-day", Severity.NOTE)

# E051, E052: periods that are written in years of another count.
YEAR_OF_REPUBLIC = rule("E051", "year-of-republic", Severity.NOTE)
FISCAL_YEAR = rule("E052", "fiscal-year", Severity.NOTE)

# E055 to E057: what of a file is not what a person sees of it.
HIDDEN = rule("E055", "hidden-cells", Severity.NOTE)
NO_RESULT = rule("E056", "formula-without-result", Severity.ERROR)
DISGUISED = rule("E057", "not-as-named", Severity.NOTE)

# E070 to E079, E084 and E085: what of a table is not understood, or understood to be no figures, and so not used.
NOT_UNDERSTOOD = rule("E070", "not-understood", Severity.ERROR)
UNREAD_BLOCK = rule("E071", "unread-block", Severity.ERROR)
GROUPS_ASIDE = rule("E072", "groups-set-aside", Severity.WARNING)
COLUMNS_ASIDE = rule("E073", "columns-set-aside", Severity.NOTE)
STRANGE_HEADS = rule("E074", "strange-heads", Severity.ERROR)
SECOND_LANGUAGE = rule("E075", "second-language", Severity.NOTE)
ANOTHER_BLOCK = rule("E076", "another-block", Severity.NOTE)
MORE_ALIKE = rule("E077", "more-alike", Severity.ERROR)
NOTE_APPLIED = rule("E079", "note-applied", Severity.WARNING)
NOTE_REFUSES = rule("E084", "note-of-another-scope", Severity.ERROR)
PART_CHOSEN = rule("E085", "part-chosen", Severity.NOTE)
PART_OF_ALL = rule("E078", "part-of-all", Severity.WARNING)

# X025, X026: rows of the record of revisions that cannot be used.
BAD_RECORD = rule("X025", "bad-record", Severity.ERROR)
NO_REASON = rule("X026", "reasonless-record", Severity.ERROR)

# E063: figures whose form `--fix` does not repair.
WORKBOOK = Label("load.repair_rules.workbook")
ENCODING = Label("load.repair_rules.encoding")
NOT_THE_SAME = Label("load.repair_rules.not_the_same")
LEFT_UNREPAIRED = rule("E063", "left-unrepaired", Severity.NOTE)

# E060 to E062: what can be wrong with `--assume`.
ASSUMPTION_FORM = rule("E060", "assumption-form", Severity.ERROR, blocking=True)
ASSUMPTION_TARGET = rule("E061", "assumption-target", Severity.ERROR, blocking=True)
ASSUMPTION_REGION = rule("E062", "assumption-region", Severity.ERROR, blocking=True)

# X020 to X024 and X030: what a run is compared with.
NO_BASE = rule("X020", "no-base", Severity.NOTE)
BASE_REQUIRED = rule("X021", "base-required", Severity.ERROR, blocking=True)
UNKNOWN_BASE = rule("X022", "unknown-base", Severity.ERROR, blocking=True)
UNREADABLE_BEFORE = rule("X023", "unreadable-before", Severity.WARNING)
UNVERSIONED = rule("X024", "unversioned-file", Severity.NOTE)
UNKNOWN_SIDE = rule("X030", "unknown-side", Severity.ERROR, blocking=True)

# X031: what is asked for by the name of a region.
UNKNOWN_REGION = rule("X031", "unknown-region", Severity.ERROR, blocking=True)

# X010 to X013: the settings of a project, `[tool.planck]` in its pyproject.toml.
UNKNOWN_SETTING = rule("X010", "unknown-setting", Severity.ERROR)
BAD_SETTING = rule("X011", "bad-setting", Severity.ERROR)
UNREADABLE_SETTINGS = rule("X012", "unreadable-settings", Severity.ERROR)
WEAKENED_SETTING = rule("X013", "weakened-setting", Severity.WARNING)
