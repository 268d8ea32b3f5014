from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tts_workflow.engine.graph import Strategy
from tts_workflow.engine.routing import (
    Candidate,
    Rule,
    choose,
    conflicts,
    eligible,
    match,
    match_key,
    round_robin,
)

ids = st.integers(0, 30).map(lambda n: UUID(int=n))
stable_members = st.lists(ids, min_size=1, max_size=8, unique=True).map(sorted)


def rule(number: int, sub_category: str | None = None, category: str = "Check In") -> Rule:
    return Rule(
        workflow_id=UUID(int=number),
        department="Asset Department",
        category=category,
        sub_category=sub_category,
    )


def key(sub_category: str | None = None) -> tuple[str, str, str | None]:
    return match_key("Asset Department", "Check In", sub_category)


def person(number: int, *, open_items: int = 0, capacity: int | None = None) -> Candidate:
    return Candidate(id=UUID(int=number), open_items=open_items, capacity=capacity)


def test_an_equal_sub_category_wins_over_none() -> None:
    rules = [rule(1), rule(2, "Laptop"), rule(3, "Monitor")]
    assert match(rules, key("Laptop")) == UUID(int=2)
    assert match(rules, key("Phone")) == UUID(int=1)
    assert match(rules, key()) == UUID(int=1)


def test_a_rule_for_a_sub_category_takes_no_others() -> None:
    assert match([rule(2, "Laptop")], key("Phone")) is None
    assert match([rule(2, "Laptop")], key()) is None
    assert match([], key()) is None


def test_case_spacing_and_unicode_form_do_not_count() -> None:
    spelled = match_key("  asset  DEPARTMENT ", "check in", "Cafe\u0301")
    assert spelled == match_key("Asset Department", "Check In", "CAF\u00c9")
    assert match_key("a", "b", " ") == ("a", "b", None)


def test_a_published_workflow_for_the_same_tickets_is_a_conflict() -> None:
    published = [rule(1), rule(2, "Laptop"), rule(3, category="Check Out")]
    assert conflicts(rule(4, " laptop"), published) == (rule(2, "Laptop"),)
    assert conflicts(rule(4, ""), published) == (rule(1),)
    assert conflicts(rule(4, "Phone"), published) == ()
    assert conflicts(rule(2, "Laptop"), published) == ()


@given(st.permutations([rule(n, s) for n, s in enumerate((None, None, "a", "A ", "b"))]))
def test_the_order_of_the_rules_does_not_matter(rules: list[Rule]) -> None:
    assert match(rules, key("a")) == UUID(int=2)
    assert match(rules, key("z")) == UUID(int=0)


@given(members=stable_members, pointer=st.none() | ids, rounds=st.integers(1, 3))
def test_round_robin_gives_each_of_a_stable_role_the_same(
    members: list[UUID], pointer: UUID | None, rounds: int
) -> None:
    picked = []
    for _ in range(len(members) * rounds):
        pointer = round_robin(pointer, members)
        picked.append(pointer)
    assert all(picked.count(member) == rounds for member in members)


@given(members=stable_members, joins=ids, leaves=st.integers(0, 7))
def test_who_stays_is_not_picked_twice_before_the_others_when_members_change(
    members: list[UUID], joins: UUID, leaves: int
) -> None:
    pointer = round_robin(None, members)
    changed = sorted({*members, joins} - {members[leaves % len(members)]})
    picked = []
    for _ in changed:
        pointer = round_robin(pointer, changed)
        picked.append(pointer)
    assert sorted(p for p in picked if p) == changed


def test_nobody_is_picked_from_an_empty_role() -> None:
    assert round_robin(UUID(int=1), []) is None
    assert choose("sticky", [], UUID(int=1), UUID(int=1)) is None


def test_only_active_available_people_with_room_can_take_work() -> None:
    gone = Candidate(id=UUID(int=1), active=False)
    away = Candidate(id=UUID(int=2), available=False)
    full = person(3, open_items=5, capacity=5)
    able = person(4, open_items=4, capacity=5)
    assert eligible([person(5), able, full, away, gone]) == (able, person(5))


def test_least_loaded_picks_the_fewest_open_items_and_takes_turns_among_equals() -> None:
    people = [person(1, open_items=2), person(2, open_items=1), person(3, open_items=1)]
    assert choose("least_loaded", people, None) == UUID(int=2)
    assert choose("least_loaded", people, UUID(int=2)) == UUID(int=3)


def test_sticky_prefers_who_worked_the_step_before_while_they_can() -> None:
    people = [person(1), person(2)]
    assert choose("sticky", people, UUID(int=2), previous=UUID(int=2)) == UUID(int=2)
    assert choose("sticky", [person(1)], UUID(int=2), previous=UUID(int=2)) == UUID(int=1)
    assert choose("sticky", people, UUID(int=1)) == UUID(int=2)


@given(
    strategy=st.sampled_from(["round_robin", "least_loaded", "sticky"]),
    people=st.lists(
        st.builds(
            Candidate,
            id=ids,
            available=st.booleans(),
            open_items=st.integers(0, 3),
            capacity=st.none() | st.integers(0, 3),
        ),
        unique_by=lambda c: c.id,
    ),
    pointer=st.none() | ids,
    previous=st.none() | ids,
    data=st.data(),
)
def test_the_choice_is_one_of_the_eligible_whatever_their_order(
    strategy: Strategy,
    people: list[Candidate],
    pointer: UUID | None,
    previous: UUID | None,
    data: st.DataObject,
) -> None:
    chosen = choose(strategy, people, pointer, previous)
    able = [c.id for c in eligible(people)]
    assert chosen in able if able else chosen is None
    shuffled = data.draw(st.permutations(people))
    assert choose(strategy, shuffled, pointer, previous) == chosen
