import pytest

from tools.outcomes import Outcome, Result, Suite, accepted_skips, is_accepted, read_report
from tools.summary import closing_line, passes, summary

REPORT = """<testsuites><testsuite>
<testcase classname="tests.care.test_rules" name="test_a_place[full]"/>
<testcase classname="tests.care.test_rules" name="test_b"><failure message="no"/></testcase>
<testcase classname="tests.care.test_rules" name="test_c"/>
<testcase classname="tests.care.test_rules" name="test_c"><error message="tidying up"/></testcase>
<testcase classname="tests.conformance.test_api.TestDocument" name="test_d">
  <skipped message="no material here"/></testcase>
<testcase classname="" name="tests.care.test_broken"><error message="import"/></testcase>
</testsuite></testsuites>"""
SQLITE = Suite("SQLite", ("care", "conformance"))
PASSED = Outcome("tests.care.test_rules", "test_a", "passed")
FAILED = Outcome("tests.care.test_rules", "test_b", "failed")
SKIPPED = Outcome("tests.conformance.test_api", "test_d", "skipped", "no material here")


def result(*outcomes, broken=""):
    return Result(SQLITE, outcomes, broken)


@pytest.fixture
def outcomes(tmp_path):
    path = tmp_path / "report.xml"
    path.write_text(REPORT)
    return read_report(path)


def test_every_test_of_a_report_counts_once(outcomes):
    assert [(outcome.name, outcome.state) for outcome in outcomes] == [
        ("test_a_place[full]", "passed"),
        ("test_b", "failed"),
        ("test_c", "failed"),
        ("test_d", "skipped"),
        ("tests.care.test_broken", "failed"),
    ]


def test_a_test_is_named_as_one_would_type_it(outcomes):
    assert [outcome.address for outcome in outcomes[:4:3]] == [
        "tests/care/test_rules.py::test_a_place",
        "tests/conformance/test_api.py::TestDocument::test_d",
    ]
    assert [outcome.folder for outcome in outcomes[::3]] == ["care", "conformance"]


@pytest.mark.parametrize(
    ("results", "line"),
    [
        ([result(PASSED)], "1 passed, 0 failed, 0 skipped"),
        ([result(PASSED, FAILED), result(PASSED, SKIPPED)], "2 passed, 1 failed, 1 skipped"),
        ([result(broken="pytest ended with code 3")], "0 passed, 1 failed, 0 skipped"),
    ],
)
def test_the_last_line_adds_up_all_suites(results, line):
    assert closing_line(results) == line
    assert list(summary(results, {}, {}))[-1] == line


@pytest.mark.parametrize(
    ("results", "accepted", "good"),
    [
        ([result(PASSED)], {}, True),
        ([result(PASSED), result(FAILED)], {}, False),
        ([result(PASSED, broken="pytest ended with code 3")], {}, False),
        ([result(PASSED, SKIPPED)], None, True),
        ([result(PASSED, SKIPPED)], {}, False),
        ([result(PASSED, SKIPPED)], {"tests/conformance/test_api.py": "no material"}, True),
    ],
)
def test_a_run_is_good_when_nothing_failed_and_no_skip_is_a_surprise(results, accepted, good):
    assert passes(results, accepted) is good


def test_nothing_is_left_out_silently():
    lines = list(summary([result(PASSED, SKIPPED)], {"journeys": "one database is enough"}, {}))
    assert "PostgreSQL: tests/journeys (one database is enough)" in lines
    reason = "no material here; not listed in tests/skips.toml"
    assert f"SQLite: tests/conformance/test_api.py::test_d ({reason})" in lines


@pytest.mark.parametrize(
    ("listed", "accepted"),
    [
        ("tests/conformance/test_api.py", True),
        ("tests/conformance/test_api.py::test_d", True),
        ("tests/conformance/test_api.py::test", False),
        ("tests/conformance/test_ap", False),
    ],
)
def test_a_listed_skip_names_a_whole_file_or_test(listed, accepted):
    assert is_accepted(SKIPPED, [listed]) is accepted


def test_a_skip_is_not_listed_without_a_reason(tmp_path):
    path = tmp_path / "skips.toml"
    path.write_text('[[skip]]\ntest = "tests/x.py"\nreason = " "\n')
    with pytest.raises(ValueError, match="without a reason"):
        accepted_skips(path)
