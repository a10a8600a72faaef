"""Tells pinyin typed without tones ("shenme shi shenjing wangluo") from English. Does not turn it into characters."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

SYLLABLES = frozenset(
    """
    ai an ang ao ba bai ban bang bao bei ben beng bi bian biang biao bie bin bing bo bong bu ca cai can cang cao ce
    cei cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo
    ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia dian diao die din ding diu dong dou
    du duan dui dun duo ei en eng er fa fan fang fei fen feng fiao fo fou fu ga gai gan gang gao ge gei gen geng
    gong gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang
    hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke kei ken keng
    kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei len leng li lia lian liang liao lie lin
    ling liu lo long lou lu luan lue lun luo ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo
    mou mu na nai nan nang nao ne nei nen neng ni nia nian niang niao nie nin ning niu nong nou nu nuan nue nun nuo
    ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing
    qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo sa sai san sang sao se
    sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan shuang shui shun shuo si
    song sou su suan sui sun suo ta tai tan tang tao te tei teng ti tian tiao tie ting tong tou tu tuan tui tun tuo
    wa wai wan wang wei wen weng wo wong wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan
    yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao
    zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo
    """.split()
)
"""Every syllable of Mandarin without its tone, ü as v or u; without single vowels, with which too many English
words would split ("me-a-ning"). Written out, because loading a dictionary of all characters takes 0.3 s."""
ENGLISH_TOO = frozenset({"me", "you", "can", "to", "so", "no", "in"})
"""English grammar words that are also pinyin syllables (or nearly): no proof against pinyin."""
LONGEST = max(map(len, SYLLABLES))


def is_pinyin(words: list[str], english: Container[str]) -> bool:
    """Whether all words read as pinyin, and none is a word of `english` that is no syllable, too.

    A single word must be long to count: "machine" reads as three syllables, too.
    """
    counts = [syllables(word) for word in words]
    return (
        all(counts)
        and max(counts) >= 2
        and sum(counts) >= (3 if len(words) > 1 else 4)
        and not any(word in english and word not in ENGLISH_TOO for word in words)
    )


@lru_cache(maxsize=4096)
def syllables(word: str) -> int:
    """How many syllables `word` splits into, 0 where it does not; the fewest where it does in several ways."""
    fewest = [0] + [0] * len(word)
    reachable = {0}
    for end in range(1, len(word) + 1):
        starts = [s for s in range(max(0, end - LONGEST), end) if s in reachable and word[s:end] in SYLLABLES]
        if starts:
            reachable.add(end)
            fewest[end] = 1 + min(fewest[s] for s in starts)
    return fewest[-1] if len(word) in reachable else 0
