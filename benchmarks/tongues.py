"""Sentences and names in several scripts, for notes as people publish them.

Chinese has no spaces and takes three bytes a character; Russian takes two;
English takes one, but for its dashes, quotes and accents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks.words import THEMES, words

if TYPE_CHECKING:
    from random import Random

_SIGNS = ("🌱", "🌿", "📺", "🧭", "🔖", "🧪", "🎧", "∑", "§", "»")


class Tongue(NamedTuple):
    """The words of a language, and frames that they stand in.

    `frames` are sentences, `titles` names: both say noun, noun2, noun3, verb,
    verb2, adjective and number. `mentions` are sentences that hold a link;
    `space` stands between two sentences.
    """

    nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    adjectives: tuple[str, ...]
    frames: tuple[str, ...]
    mentions: tuple[str, ...]
    titles: tuple[str, ...]
    space: str


class Speaker:
    """Draws text of one language; every method gives another piece at each call."""

    def __init__(self, rng: Random, tongue: Tongue) -> None:
        self._rng = rng
        self._tongue = tongue

    def sentence(self) -> str:
        """Return one sentence."""
        text = self._filled(self._rng.choice(self._tongue.frames))
        return text[0].upper() + text[1:]

    def paragraph(self, sentences: int) -> str:
        """Return so many sentences on one line."""
        return self._tongue.space.join(self.sentence() for _ in range(sentences))

    def mention(self, link: str) -> str:
        """Return a sentence that holds a link."""
        return self._rng.choice(self._tongue.mentions).replace("{link}", link)

    def around(self, link: str, sentences: int) -> str:
        """Return a paragraph that holds a link, with so many sentences before it and behind."""
        pieces = (self.paragraph(sentences), self.mention(link), self.paragraph(sentences))
        return self._tongue.space.join(filter(None, pieces))

    def title(self) -> str:
        """Return a name, one in eight of them with a sign before it."""
        text = self._filled(self._rng.choice(self._tongue.titles))
        text = text[0].upper() + text[1:]
        if self._rng.random() < 0.125:
            return f"{self._rng.choice(_SIGNS)}{self._tongue.space}{text}"
        return text

    def noun(self) -> str:
        """Return a noun, the first ones of the language more often."""
        nouns = self._tongue.nouns
        return nouns[int(len(nouns) * self._rng.random() ** 1.5)]

    def _filled(self, frame: str) -> str:
        choice = self._rng.choice
        return frame.format(
            noun=self.noun(),
            noun2=self.noun(),
            noun3=self.noun(),
            verb=choice(self._tongue.verbs),
            verb2=choice(self._tongue.verbs),
            adjective=choice(self._tongue.adjectives),
            number=self._rng.randrange(2, 90),
        )


_CHINESE = Tongue(
    words(
        "时间 习惯 笔记 知识 问题 方法 经验 目标 情绪 注意力 记忆 语言 工具 系统 计划 选择 "
        "关系 压力 睡眠 运动 饮食 阅读 写作 思考 故事 电影 音乐 城市 旅行 花园 天气 咖啡 茶叶 "
        "厨房 食谱 面包 豆腐 山路 河流 海岸 森林 邻居 朋友 家庭 孩子 老师 学校 图书馆 作业 考试 "
        "工作 会议 项目 团队 预算 合同 客户 市场 价格 利率 基金 保险 税收 债务 收入 房租 设备 "
        "手机 键盘 屏幕 相机 镜头 灯光 声音 算法 数据库 缓存 队列 协议 接口 线程 日志 服务器 "
        "容器 网络 域名 证书 密码 备份 版本 分支 测试 部署 变量 函数 指针 索引 事务 锁 "
        "细胞 蛋白质 神经 肌肉 关节 呼吸 血糖 维生素 疫苗 星星 月亮 引力 光谱 晶体 温度 湿度 "
        "土壤 种子 树叶 昆虫 候鸟 历史 王朝 城墙 商队 货币 法律 哲学 逻辑 直觉 偏见 幽默 诗歌 "
        "小说 人物 情节 段落 标题 颜色 线条 透视 画布 陶器 木工 针线 棋局 规则 对手 概率 "
        "样本 误差 模型 假设 证据 结论 框架 清单 日历 邮件 信件 邮票 地图 车站 渡船 自行车"
    ),
    words(
        "整理 记录 比较 忘记 重复 拆开 观察 测量 解释 怀疑 接受 练习 放弃 收集 连接 归档 翻译 "
        "改写 朗读 讨论 分享 购买 修理 打磨 浇灌 晾晒 烘烤 切开 追踪 预测 验证 简化 推迟 检查"
    ),
    words(
        "缓慢 安静 昂贵 免费 复杂 简单 可靠 脆弱 陌生 熟悉 古老 新鲜 透明 模糊 稳定 混乱 温暖 "
        "潮湿 锋利 柔软 完整 零散 公开 私人 临时 长期 诚实 夸张 有趣 无聊"
    ),
    (
        "{adjective}的{noun}不只是{noun2}，更是一种{noun3}。",
        "先{verb}{noun}，再{verb2}{noun2}，最后才谈得上{noun3}。",
        "从{number}天的记录来看，{noun}比{noun2}更{adjective}。",
        "如果没有{noun}，{noun2}就很难留下来；但是{adjective}的做法也有代价，比如{noun3}。",
        "很多人把{noun}当成{noun2}，其实两者之间隔着{adjective}的{noun3}。",
        "我在{number}个地方试着{verb}{noun}，结果{noun2}反而变得{adjective}了。",
        "**{verb}{noun}**的时候，要留心{noun2}和{noun3}之间的关系。",
        "所谓“{adjective}的{noun}”，不过是{verb}{noun2}的另一种说法。",
        "这里有{number}条理由：{noun}、{noun2}、{noun3}，以及没有人愿意{verb}的部分。",
        "昨天晚上又{verb}了一次{noun}，花了{number}分钟，{noun2}还是老样子！",
    ),
    ("参见{link}。", "这一点和{link}有关。", "细节写在{link}里，这里不再重复。", "{link}：待补充"),
    (
        "{adjective}的{noun}", "{noun}与{noun2}", "如何{verb}{noun}", "{noun}：{noun2}的{noun3}",
        "为什么{noun}比{noun2}更{adjective}", "《{adjective}的{noun}》", "{noun}{noun2}笔记",
        "{verb}{noun}的{number}个理由", "{noun}（{noun2}）",
    ),
    "",
)  # fmt: skip
_RUSSIAN = Tongue(
    words(
        "время память привычка заметка вопрос ответ письмо книга глава дорога город река берег "
        "сад яблоня погода чайник кухня хлеб соль рецепт музыка голос тишина рассказ герой сцена "
        "школа урок учитель задача проверка работа встреча отчёт договор цена рынок налог долг "
        "мост поезд вокзал билет карта компас палатка гора лес птица насекомое почва зерно "
        "сервер запрос очередь журнал ошибка ключ пароль копия ветка сборка таблица строка "
        "сон дыхание сердце мышца боль прогулка лампа окно зеркало ящик бумага чернила марка"
    ),
    words("помнить читать писать считать ждать искать проверять чинить хранить сравнивать"),
    words("тихо ясно странно дорого просто поздно рано медленно честно скучно"),
    (
        "{noun} и {noun2} – не одно и то же, хотя {noun3} где-то рядом.",
        "сначала {noun}, потом {noun2}, а {noun3} – в самом конце.",
        "что важнее: {noun} или {noun2}? Спустя {number} дней это уже не так {adjective}.",
        "*{noun}* здесь значит больше, чем {noun2}, и {verb} об этом {adjective}.",
        "{noun}, {noun2}, {noun3} – вот и весь список на {number} минут.",
        "можно {verb} и {verb2}, но {adjective}: всё равно остаётся {noun}.",
    ),
    ("Об этом есть {link}.", "Смотри {link}, там подробнее.", "{link} – дописать позже"),
    (
        "{noun} и {noun2}", "{noun}, {noun2} и {noun3}", "как {verb} {adjective}",
        "{noun} – это {noun2}", "зачем {verb} – {noun}, {number}", "«{noun} {adjective}»",
    ),
    " ",
)  # fmt: skip
_ENGLISH = Tongue(
    tuple(noun for theme in THEMES[1:] for noun in theme.nouns),
    tuple(verb for theme in THEMES[1:] for verb in theme.verbs),
    tuple(adjective for theme in THEMES[1:] for adjective in theme.adjectives),
    (
        "one {adjective} {noun} tells more about the {noun2} than any {noun3} does.",
        "I’d rather {verb} the {noun} twice than {verb2} one {noun2} – it is {adjective} enough.",
        "after {number} days the {noun} was {adjective}, and the {noun2} no longer mattered.",
        "the {noun} is some {noun2} in disguise; whoever can {verb} it needs no {noun3}.",
        "“{verb} the {noun} first,” they said, “and the {noun2} will follow” … it did not.",
        "there is one **{adjective} {noun}** in every {noun2}: {verb} it, or {verb2} the {noun3}.",
        "some {number} % of any {noun} is {noun2}, the rest is déjà vu and {adjective} {noun3}.",
    ),
    ("See {link}.", "More on this in {link}, which is still rough.", "{link} – to be continued"),
    (
        "{adjective} {noun}", "{noun} and {noun2}", "how to {verb} the {noun}", "{noun} {noun2}",
        "{noun}, the {adjective} {noun2}", "why we {verb} the {noun} of each {noun2}",
        "{noun} – {noun2} ({number})", "{adjective} {noun}, {adjective} {noun2}",
    ),
    " ",
)  # fmt: skip


def speakers(rng: Random) -> list[Speaker]:
    """Return those who write: every other one in Chinese, one in eight in Russian."""
    tongues = (*[_CHINESE] * 4, _RUSSIAN, *[_ENGLISH] * 3)
    return [Speaker(rng, tongue) for tongue in tongues]
