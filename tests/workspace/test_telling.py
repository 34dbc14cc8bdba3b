from hypothesis import given
from hypothesis import strategies as st

from vaultsync.workspace.telling import _is_one_in


@given(
    st.lists(st.text("aft/\xdf", max_size=4).map(str.casefold), max_size=2),
    st.text("aAtTfF/ \xdf\ufb00\ufb06\u017f\u2044", max_size=20),
)
def test_a_tag_is_found_in_whatever_case(tags: list[str], text: str) -> None:
    assert _is_one_in(tags, text) == any(tag in text.casefold() for tag in tags)
