"""What a text is taken for. All texts are made up."""

from datetime import date

import pytest

from documents.recognise import Hints, describe
from documents.records import Kind, Status

LAW = """# 中华人民共和国示例法

1996年3月17日 第八届全国人民代表大会第四次会议通过

2009年8月27日 第十一届全国人民代表大会常务委员会第十次会议《关于修改部分法律的决定》第一次修正

2021年1月22日 第十三届全国人民代表大会常务委员会第二十五次会议修订

<!-- INFO END -->

第一条 为了示例，制定本法。

第二条 本法自2021年7月15日起施行。
"""


def test_a_law_says_its_title_kind_issuer_and_dates() -> None:
    law = describe(LAW, "示例法.md")
    assert (law.title, law.kind, law.issuer) == ("中华人民共和国示例法", Kind.LAW, "全国人民代表大会")
    assert (law.adopted, law.effective) == (date(2021, 1, 22), date(2021, 7, 15))
    assert law.stated_status is None
    assert law.format == "md"


def test_the_same_title_and_text_have_the_same_id_wherever_they_lie() -> None:
    assert describe(LAW, "甲/示例法.md").id == describe(LAW, "乙.md").id != describe(LAW + "。", "乙.md").id


def test_the_date_in_the_file_name_is_that_of_the_version_unless_the_header_is_later() -> None:
    assert describe(LAW, "示例法(2021-02-01).md").adopted == date(2021, 2, 1)
    # The name says 2009, the text itself names a version of 2021: it is that one.
    assert describe(LAW, "示例法(2009-08-27).md").adopted == date(2021, 1, 22)


@pytest.mark.parametrize(
    ("clause", "header", "effective"),
    [
        ("本法自公布之日起施行。", "2020年3月1日 示例部令第3号公布", date(2020, 3, 1)),
        ("本规定自二〇二〇年五月一日起施行。", "2020年3月1日 示例部令第3号公布", date(2020, 5, 1)),
        ("第九条 本法由示例部解释，自发布之日起施行。", "2020年3月1日 示例部令第3号公布", date(2020, 3, 1)),
        (
            "本法自2020年6月1日起施行，自2020年6月1日起，原规定废止。",
            "2020年3月1日 示例部令第3号公布",
            date(2020, 6, 1),
        ),
        ("本法由示例部解释。", "2020年3月1日 示例部令第3号公布\n2020年4月1日 施行", date(2020, 4, 1)),
        # The clause of the first version says nothing of the day on which the amendment took effect.
        ("本法自1996年10月1日起施行。", "2017年9月1日 第二十九次会议《关于修改〈示例法〉的决定》修正", None),
        ("无。", "2020年3月1日 示例部令第3号公布", None),
        ("本文根据自2021年7月15日起施行的《示例法》编写。", "2020年3月1日 示例部令第3号公布", None),
        ("《另一示例条例》自2021年7月15日起施行。", "2020年3月1日 示例部令第3号公布", None),
        ("新修订的另一示例条例自2021年7月15日起施行。", "2020年3月1日 示例部令第3号公布", None),
        (
            "《另一示例条例》已经通过，现予公布，自2021年7月15日起施行。",
            "2020年3月1日 示例部令第3号公布",
            None,
        ),
    ],
)
def test_the_day_of_effect_comes_from_header_or_last_article(
    clause: str, header: str, effective: date | None
) -> None:
    text = f"# 示例规定\n\n{header}\n\n<!-- INFO END -->\n\n第一条 甲。\n\n第二条 {clause}\n"
    assert describe(text, "x.md").effective == effective


@pytest.mark.parametrize(
    ("title", "header", "kind"),
    [
        ("中华人民共和国宪法", "", Kind.CONSTITUTION),
        ("示例条例", "2020年1月1日 中华人民共和国国务院令第9号公布", Kind.ADMINISTRATIVE_REGULATION),
        ("军用示例条例", "2020年1月1日 中华人民共和国国务院、中华人民共和国中央军事委员会令第9号公布", Kind.ADMINISTRATIVE_REGULATION),
        ("示例办法", "2020年1月1日 国家示例总局令第9号公布", Kind.DEPARTMENT_RULE),
        ("郑州市示例条例", "2020年1月1日 郑州市第十五届人民代表大会常务委员会第二次会议通过", Kind.LOCAL_REGULATION),
        ("示例省示例规定", "2020年1月1日 示例省人民政府令第9号公布", Kind.LOCAL_RULE),
        ("最高人民法院关于示例的解释", "2020年1月1日 最高人民法院审判委员会第9次会议通过", Kind.INTERPRETATION),
        ("中国共产党示例条例", "", Kind.PARTY_RULE),
        ("甲诉乙合同纠纷案", "", Kind.CASE),
        ("在示例会议上的讲话", "", Kind.SPEECH),
        ("关于示例工作的通知", "", Kind.NORMATIVE),
    ],
)  # fmt: skip
def test_kinds_are_told_by_title_and_header_without_a_folder(title: str, header: str, kind: Kind) -> None:
    assert describe(f"# {title}\n\n{header}\n\n<!-- INFO END -->\n\n第一条 甲。\n", "上传.md").kind is kind


def test_the_folder_decides_and_a_hint_decides_over_it() -> None:
    text = "# 示例办法\n<!-- INFO END -->\n第一条 甲。"
    assert describe(text, "资料/司法解释/示例办法.md").kind is Kind.INTERPRETATION
    assert describe(text, "案例/民法典/示例.md").kind is Kind.CASE
    assert describe(text, "资料/司法解释/示例办法.md", Hints(kind=Kind.NORMATIVE)).kind is Kind.NORMATIVE


@pytest.mark.parametrize(
    ("title", "header", "issuer", "region"),
    [
        ("河南省示例条例", "2020年1月1日 河南省第十三届人民代表大会常务委员会第九次会议通过", "河南省人民代表大会常务委员会", "河南省"),
        ("郑州市示例条例", "2020年1月1日 郑州市第十五届人民代表大会常务委员会第九次会议通过", "郑州市人民代表大会常务委员会", "河南省"),
        ("彭水苗族土家族自治县示例条例", "2020年1月1日 重庆市第五届人民代表大会常务委员会第九次会议批准", "重庆市人民代表大会常务委员会", "重庆市"),
        ("郑州市示例条例", "2020年1月1日 市十四届人大常委会第九次会议通过", "郑州市人民代表大会常务委员会", "河南省"),
        ("深圳经济特区示例条例", "", None, "广东省"),
    ],
)  # fmt: skip
def test_local_rules_name_their_issuer_and_province(
    title: str, header: str, issuer: str | None, region: str
) -> None:
    found = describe(f"# {title}\n\n{header}\n\n<!-- INFO END -->\n\n第一条 甲。\n", "地方性法规/x.md")
    assert (found.issuer, found.region) == (issuer, region)


def test_an_official_document_says_number_signature_and_day() -> None:
    text = "示例市人民政府关于推行公示的通知\n示政发〔2023〕12号\n各区县人民政府：\n现通知如下。\n一、要公示。\n示例市人民政府\n2023年5月6日\n"
    found = describe(text, "通知.txt")
    assert (found.kind, found.number, found.issuer) == (
        Kind.NORMATIVE,
        "示政发〔2023〕12号",
        "示例市人民政府",
    )
    assert (found.title, found.adopted) == ("示例市人民政府关于推行公示的通知", date(2023, 5, 6))


@pytest.mark.parametrize(
    ("text", "title", "occasion"),
    [
        ("同志们：\n今天，我们召开*市公示工作推进会议，主要任务是部署。\n一、提高认识\n甲。", "在*市公示工作推进会议上的讲话", "*市公示工作推进会议"),
        ("在县委学习研讨会上的发言\n\n同志们：\n一、要学习。\n甲。", "在县委学习研讨会上的发言", "县委学习研讨会"),
        ("一、要学深悟透\n一要学习。\n二要落实。", "讲话：要学深悟透", None),
        ("同志们：\n这次会议很重要。\n一、深化认识\n甲。", "讲话：深化认识", None),
    ],
)  # fmt: skip
def test_a_speech_without_a_title_line_takes_one_from_its_first_lines(
    text: str, title: str, occasion: str | None
) -> None:
    found = describe(text, "speeches/000.txt")
    assert (found.kind, found.title, found.occasion) == (Kind.SPEECH, title, occasion)


def test_speaker_and_day_of_a_speech_are_read_and_masked_names_kept() -> None:
    found = describe(
        "在公示工作会议上的讲话\n（2022年3月5日）\n市委书记 张**\n同志们：\n一、抓公示。\n甲。", "讲话/1.txt"
    )
    assert (found.speaker, found.adopted) == ("市委书记 张**", date(2022, 3, 5))
    office = describe(
        "在公示工作会议上的讲话\n示例县委书记\n2022年3月5日\n同志们：\n一、抓公示。\n甲。", "讲话/2.txt"
    )
    assert (office.title, office.speaker) == ("在公示工作会议上的讲话", "示例县委书记")


def test_a_volume_of_a_code_is_told_from_its_title() -> None:
    found = describe("# 中华人民共和国示例典\n\n# 合同编\n\n<!-- INFO END -->\n第一条 甲。", "合同编.md")
    assert (found.title, found.volume) == ("中华人民共和国示例典", "合同编")


def test_hints_win_over_what_the_text_says() -> None:
    hints = Hints(title="甲", date=date(2000, 1, 1), status=Status.REPEALED, region="浙江省", issuer="乙")
    found = describe(LAW, "示例法(2021-02-01).md", hints)
    assert (found.title, found.adopted, found.region, found.issuer) == (
        "甲",
        date(2000, 1, 1),
        "浙江省",
        "乙",
    )
    assert found.stated_status is Status.REPEALED


@pytest.mark.parametrize("text", ["", "\n", "#", "# \n<!-- INFO END -->", "《", "第", "同志们：", "一、"])
def test_scraps_of_text_are_described_without_failing(text: str) -> None:
    assert describe(text, "x.txt").title


@pytest.mark.parametrize(
    ("lines", "speaker", "day"),
    [
        ("示例县委书记", "示例县委书记", None),
        ("县长　×××\n（2024年3月5日）", "县长 ×××", date(2024, 3, 5)),
        ("中共示例县委书记 张*\n（二〇二四年三月五日）", "中共示例县委书记 张*", date(2024, 3, 5)),
        ("县委副书记、县长  **\n2024年3月5日", "县委副书记、县长 **", date(2024, 3, 5)),
    ],
)
def test_the_line_under_the_title_of_a_speech_is_its_speaker(
    lines: str, speaker: str, day: date | None
) -> None:
    speech = describe(f"在全县示例大会上的讲话\n{lines}\n\n同志们：\n今天讲三点。\n", "a.txt")
    assert (speech.title, speech.speaker, speech.adopted) == ("在全县示例大会上的讲话", speaker, day)


def test_a_county_makes_no_government_rules() -> None:
    head = "示例公示办法\n（2024年3月5日{}人民政府第5次常务会议通过）\n第一条 为了示例，制定本办法。\n"
    assert describe(head.format("示例县"), "a.txt").kind is Kind.NORMATIVE
    assert describe(head.format("示例市"), "a.txt").kind is Kind.LOCAL_RULE


def test_a_stated_title_decides_the_kind_where_the_text_begins_otherwise() -> None:
    text = "示例司\n关于报送材料\n的通知\n各处：请于月底前报送。\n"
    assert describe(text, "a.pdf", Hints(title="关于报送材料的通知")).kind is Kind.NORMATIVE


@pytest.mark.parametrize(
    ("title", "effective"), [("示例办法（示范文本）", date(2025, 5, 1)), ("示例工作指南（示范文本）", None)]
)
def test_only_the_model_of_a_regulation_takes_effect(title: str, effective: date | None) -> None:
    text = f"{title}\n第一条 为了示例，制定本文。\n第二条 本办法自2025年5月1日起施行。\n"
    assert describe(text, "a.txt", Hints(kind=Kind.MODEL_TEXT)).effective == effective


def test_a_header_line_with_two_days_is_of_the_one_and_takes_effect_on_the_other() -> None:
    text = "示例办法\n（2024年3月5日示例市人民政府第20次常务会议通过，自2024年5月1日起施行）\n第一条 为了示例。\n"
    rule = describe(text, "a.docx")
    assert (rule.adopted, rule.effective) == (date(2024, 3, 5), date(2024, 5, 1))
