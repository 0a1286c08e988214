"""What Ketenwerk asks of every country: the codes its own rules and pages work with."""

ROLES = frozenset(
    {
        "intake",
        "chain-director",
        "care-coordinator",
        "case-worker",
        "placement-officer",
        "focal-officer",
        "privacy-officer",
        "auditor",
        "programme-officer",
        "administrator",
    }
)
REGION_KINDS = frozenset({"care", "police", "national"})
TRACK_KINDS = frozenset({"care", "criminal", "residence", "administrative"})
VOCABULARY = frozenset(
    {
        "region-kind",
        "law-version",
        "indicator-group",
        "profession",
        "sector",
        "track-kind",
        *(f"track-outcome-{kind}" for kind in TRACK_KINDS),
        "signal-decision",
        "placement-refusal",
        "reporter-kind",
        "urgency",
        "report-closing",
        "answer-situation",
        "helped",
        "age-group",
        "shelter-sex",
        "residence-position",
        "care-condition",
        "danger-level",
        "place-reason",
        "spoken-language",
        "text-group",
        "audience",
        "help-kind",
        "help-cost",
        "leaving-a-message",
    }
)
CLOSINGS = frozenset({"duplicate"})  # asks which report it repeats
RESIDENCE = frozenset({"unknown"})
CONDITIONS = frozenset({"unaccompanied-minor"})
DANGER = frozenset({"none", "some", "high", "unknown"})
HELPED = frozenset({"yes", "partly", "no", "not-said"})
CHOICES = {
    "region-kind": REGION_KINDS,
    "track-kind": TRACK_KINDS,
    "report-closing": CLOSINGS,
    "helped": HELPED,
    "residence-position": RESIDENCE,
    "care-condition": CONDITIONS,
    "danger-level": DANGER,
}
TERMS = frozenset(
    {
        "report-first-look",
        "report-answer",
        "report-handover",
        "signal-decision",
        "referral-answer",
        "referral-intake",
        "place-climbs-to-region",
        "place-climbs-to-nation",
        "track-next-step",
        "help-point-check",
    }
)
RETENTION = frozenset(
    {
        "report-unopened",
        "report-closed",
        "report-draft",
        "report-draft-saved",
        "report-sketch",
        "signal-closed",
        "case-closed",
        "action-day",
        "audit",
        "web-log",
    }
)
# Pages that are linked from everywhere, and the one that is shown before some of them.
TEXTS = frozenset({"safety", "rights"})
