"""Features that the trees hardly ask for (less than 0.04 % of the importance): left out of model and matrix."""

from __future__ import annotations

UNUSED = frozenset(
    """
    is_heading is_quote is_cell is_hidden
    up0_good up0_headings in_nav in_aside in_header in_form in_article in_main in_li
    in_blockquote in_a in_button is_span is_td is_a is_button is_blockquote is_h3 is_h4 is_h5 is_h6 is_em
    is_i is_strong is_b is_label is_time is_section inner_a inner_i inner_strong inner_b inner_span
    title_before title_same words-2 words-1 words+1 words+2 words+3 link_density-2 link_density+3 good-2
    good+1 good+2 good+3 ends_sentence-3 ends_sentence-2 ends_sentence-1 ends_sentence+1 ends_sentence+2
    ends_sentence+3 is_heading-3 is_heading-2 is_heading-1 is_heading+1 is_heading+2 is_heading+3
    up1_share-2 up1_share+3 style_good-3 style_good-2 style_good+2 style_good+3
    """.split()
)
