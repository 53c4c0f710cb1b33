"""What the HTTP interface takes and gives, with Chinese descriptions for its readers. Holds no behaviour but the bounds."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from documents.records import Kind, Status
from index.records import Filter

Identifier = Annotated[str, Field(min_length=1, max_length=80, description="文献编号")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Problem(BaseModel):
    """出错时的正文"""

    code: str = Field(description="错误代码，稳定不变")
    message: str = Field(description="出了什么事")
    next_step: str = Field(description="可以怎么办")
    request_id: str = Field(description="请求编号，供维护人员查日志")


class Bounds(Strict):
    """检索范围；都不填则不限"""

    kinds: list[Kind] = Field(default=[], max_length=20, description="文献种类")
    documents: list[Identifier] = Field(default=[], max_length=100, description="只在这些文献中找（编号）")
    regions: list[Annotated[str, Field(max_length=40)]] = Field(default=[], max_length=50, description="地区")
    issuers: list[Annotated[str, Field(max_length=80)]] = Field(
        default=[], max_length=50, description="制定机关"
    )
    as_of: datetime.date | None = Field(default=None, description="以哪一天的效力为准；不填为今天")

    def filter(self) -> Filter:
        return Filter(
            kinds=frozenset(self.kinds),
            documents=frozenset(self.documents),
            regions=frozenset(self.regions),
            issuers=frozenset(self.issuers),
            as_of=self.as_of,
        )


class Question(Bounds):
    question: str = Field(max_length=8000, description="问题，不超过 2000 字")
    previous: str | None = Field(default=None, max_length=64, description="上一个回答的编号，用于追问")


class Query(Bounds):
    query: str = Field(max_length=8000, description="要查的词语、问题或条号")
    k: int = Field(default=10, ge=1, le=100, description="最多几条")


class DocumentOut(BaseModel):
    model_config = ConfigDict(extra="allow")

    id: str = Field(description="编号")
    title: str = Field(description="题名")
    kind: str = Field(description="种类")
    status: str = Field(description="效力状态")
    date: str | None = Field(default=None, description="公布日期")
    source: str | None = Field(default=None, description="入库时的路径或文件名")


class CitationOut(BaseModel):
    model_config = ConfigDict(extra="allow")

    n: int = Field(description="正文中的序号")
    document: DocumentOut
    pinpoint: str = Field(description="条款项或讲话中的位置")
    headings: list[str] = Field(description="所在编章节")
    quote: str = Field(description="引文，与原文逐字一致")
    start: int = Field(description="引文在全文中的起点（字符）")
    end: int = Field(description="引文在全文中的终点（字符）")


class HitOut(BaseModel):
    model_config = ConfigDict(extra="allow")

    document: DocumentOut
    pinpoint: str
    text: str
    score: float = Field(description="越大越近，只在一次检索之内可比")
    ranks: dict[str, int] = Field(description="各检索器给出的名次")


class AnswerOut(BaseModel):
    """与 fazhi ask --json 相同，另有回答编号 id"""

    model_config = ConfigDict(extra="allow")

    id: str = Field(description="回答编号")
    question: str = Field(description="补全后的问题")
    status: str = Field(description="answered 已回答、refused 不能回答、failed 出错")
    reason: str | None = None
    answer: str
    as_of: str
    citations: list[CitationOut]
    hits: list[HitOut]
    library: dict[str, Any]
    seconds: float


class HitsOut(BaseModel):
    query: str
    hits: list[HitOut]


class DocumentsOut(BaseModel):
    total: int = Field(description="符合条件的篇数")
    documents: list[DocumentOut]


class Correction(Strict):
    """只改填写的项"""

    status: Status | None = Field(default=None, description="已核实的效力状态")
    adopted: datetime.date | None = Field(default=None, description="公布（通过）日期")
    effective: datetime.date | None = Field(default=None, description="施行日期")
    kind: Kind | None = Field(default=None, description="种类")


class Feedback(Strict):
    answer: str = Field(max_length=64, description="回答编号")
    verdict: str = Field(
        pattern="^(有用|引用有误|法条已失效|答非所问)$", description="有用、引用有误、法条已失效、答非所问"
    )
    words: str = Field(default="", max_length=2000, description="补充说明")
    citation: int | None = Field(default=None, ge=1, le=999, description="针对第几条引文")


class Draft(Strict):
    text: str = Field(max_length=300_000, description="文稿全文")


class Lexicon(Strict):
    text: str = Field(max_length=200_000, description="每行一组同义词或一个专名")


class LexiconTry(Strict):
    query: str = Field(max_length=500, description="试用的查询")


class Title(Strict):
    title: str = Field(min_length=1, max_length=100, description="对话的名称")
