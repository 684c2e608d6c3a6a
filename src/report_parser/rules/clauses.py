"""`actions.toml`: verbs, adverbs, and what objects are made of."""

from __future__ import annotations

from collections.abc import Mapping

from report_parser.document import ObjectType
from report_parser.rules.base import RuleModel


class ActionRules(RuleModel):
    """`actions.toml`: verbs, adverbs before them, object types.

    Every list has its meaning written above it in the shipped file; a user's file may hold any of them.
    """

    verbs: tuple[str, ...] = ()
    nominal: tuple[str, ...] = ()
    causative: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    achieving: tuple[str, ...] = ()
    achieving_how: tuple[str, ...] = ()
    achieved: tuple[str, ...] = ()
    linking: tuple[str, ...] = ()
    receptive: tuple[str, ...] = ()
    mutual: tuple[str, ...] = ()
    assuring: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    patients: tuple[str, ...] = ()
    carrying: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    holding: tuple[str, ...] = ()
    half_adverbs: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    set_phrases: tuple[str, ...] = ()
    adjectival: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    collectives: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    batches: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    faculties: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    adjuncts: tuple[str, ...] = ()
    adjunct_ends: tuple[str, ...] = ()
    result_ends: tuple[str, ...] = ()
    according: tuple[str, ...] = ()
    accordances: tuple[str, ...] = ()
    place_ends: tuple[str, ...] = ()
    being: tuple[str, ...] = ()
    turning: tuple[str, ...] = ()
    copula_adverbs: tuple[str, ...] = ()
    not_copula: tuple[str, ...] = ()
    summing: tuple[str, ...] = ()
    extents: tuple[str, ...] = ()
    sharing: tuple[str, ...] = ()
    manners: tuple[str, ...] = ()
    earmarking: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    employing: tuple[str, ...] = ()
    stating: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    reaching: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    relational: tuple[str, ...] = ()
    object_types: Mapping[ObjectType, tuple[str, ...]] = {}
