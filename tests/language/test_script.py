from __future__ import annotations

import re
import time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.language import Script, in_script, tell_script
from tutor.language.script import SCRIPTS


def test_there_are_two() -> None:
    assert get_args(Script) == SCRIPTS


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("什么", "hans"), ("什麼", "hant"), ("CNN 是什麼", "hant"), ("ReLU 是什么", "hans"),
        ("台湾有哪些公司", "hans"), ("台灣有哪些公司", "hant"), ("後面呢", "hant"), ("为啥", "hans"), ("為啥", "hant"),
        ("学", "hans"), ("學", "hant"), ("怎麼學", "hant"), ("几层好", "hans"), ("幾層好", "hant"), ("裡面", "hant"),
        ("裏面有乜嘢", "hant"), ("點解要用 GPU 㗎，唔該講解下", "hant"), ("what is 過擬合", "hant"),
        ("用繁體中文回答", "hant"), ("請問「损失」和「損失函數」差在哪裡", "hant"),
        ("请问「損失函數」是什么意思", "hans"), ("人工智慧", "hant"),
    ],
)  # fmt: skip
def test_the_script_that_a_text_shows(text: str, script: Script) -> None:
    assert {tell_script(text, otherwise) for otherwise in SCRIPTS} == {script}


@pytest.mark.parametrize(
    "text",
    ["", "ReLU", "what is deep learning?", "是", "是的", "再看一次", "梯度下降", "向量", "台北", "里", "后", "只", "系",
     "着", "干", "面", "方程式", "b", "3", "😀", "优 優"],
)  # fmt: skip
def test_a_text_that_shows_none_keeps_the_script(text: str) -> None:
    assert [tell_script(text, otherwise) for otherwise in SCRIPTS] == list(SCRIPTS)


@pytest.mark.parametrize(
    ("ours", "taiwan"),
    [
        ("什么是深度学习？", "什麼是深度學習？"),
        ("神经网络从数据里学，不用人写程序", "神經網路從資料裡學，不用人寫程式"),
        ("激活函数、损失函数和优化器", "激勵函數、損失函數和優化器"),
        ("参数、超参数、变量和矩阵", "參數、超參數、變數和矩陣"),
        ("过拟合、梯度下降、反向传播", "過擬合、梯度下降、反向傳播"),
        ("全连接层、卷积层和循环神经网络的训练循环", "全連接層、卷積層和循環神經網路的訓練迴圈"),
        ("批量大小和批量归一化", "批次大小和批次正規化"),
        ("人工智能和智能体", "人工智慧和代理人"),
        ("局部极小值和全局最小值", "局部極小值和全域最小值"),
        ("概率、噪声和方差", "機率、雜訊和變異數"),
        ("标签质量差，图像识别就差", "標籤品質差，影像辨識就差"),
        ("算法在视频里找信息", "演算法在影片裡找資訊"),
        ("一个中间层只准备数据点", "一個中間層只準備資料點"),
        ("那只是一只猫，不只看 3 只狗", "那只是一隻貓，不只看 3 隻狗"),
        ("两个数里挑大的，3 公里外", "兩個數裡挑大的，3 公里外"),
        ("第 1 行第 2 列，每一列", "第 1 行第 2 欄，每一欄"),
        ("一台电脑在平台上", "一台電腦在平台上"),
        ("它叫“层”", "它叫「層」"),
        ("{days} 天后", "{days} 天後"),
        (
            "[A, B, “Deep Learning” (2016)](https://a.org), 第 6 节",
            "[A, B, “Deep Learning” (2016)](https://a.org), 第 6 節",
        ),
        ("报错“shape mismatch”时", "報錯「shape mismatch」時"),
    ],
)
def test_what_we_say_in_taiwan(ours: str, taiwan: str) -> None:
    assert in_script(ours, "hant") == taiwan
    assert in_script(ours, "hans") == ours


@pytest.mark.parametrize(
    "kept",
    [
        "`nn.Linear(输入数, 输出数)`", "```python\n# 训练循环\nfor x in 数据:\n    pass\n```", r"\(\text{误差} = 0\)",
        "$$p > c \\quad \\text{对所有} \\quad x$$", r"\[ \text{网络} \]", "https://zh.wikipedia.org/wiki/神经网络",
        "{题目}", "{title}", "model.pt", "data/train.csv", "**ReLU**", "<svg></svg>", "- ", "| a | b |",
        "“Deep Learning”", "",
    ],
)  # fmt: skip
def test_what_is_no_prose_stays(kept: str) -> None:
    assert in_script(kept, "hant") == kept
    if "“" not in kept:
        assert in_script(f"看 {kept} 这里", "hant") == f"看 {kept} 這裡"


def test_a_links_text_is_written_and_its_address_kept() -> None:
    assert in_script("- [维基百科](https://a.org/学习)，第 2 节", "hant") == "- [維基百科](https://a.org/学习)，第 2 節"


def test_markdown_stands() -> None:
    text = "**A.** 训练\n\n- 第一\n- 第二\n\n---\n\n1. `x` 这样\n"
    signs = re.compile(r"[一-鿿]")
    assert signs.sub("", in_script(text, "hant")) == signs.sub("", text)


@given(st.text())
def test_nothing_is_too_odd(text: str) -> None:
    assert isinstance(in_script(text, "hant"), str)
    assert tell_script(text, "hant") in SCRIPTS


@given(st.text(alphabet=st.characters(max_codepoint=0x2000)))
def test_what_is_not_chinese_is_the_same_in_both(text: str) -> None:
    assert in_script(text, "hant") == text


def test_it_takes_no_time() -> None:
    text = "神经网络从数据里学习，激活函数把分数变成概率；" * 10
    in_script(text, "hant")
    tell_script(text, "hans")
    start = time.perf_counter()
    for number in range(50):
        in_script(text + str(number), "hant")
        tell_script(text, "hans")
    assert (time.perf_counter() - start) / 50 < 0.01
