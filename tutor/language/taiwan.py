"""Taiwan's words, where OpenCC's tables have none or others than deep learning there goes by. Data, no behaviour.

A word stands here only with a reason: the tables are wrong (參數, there 引數), wrong for this field (局部, there
區域性), lack Taiwan's own (雜訊), or tear apart what stands next to it (只准备: 隻|準備). `simplified:Taiwan's`, `_` is
a blank.
"""

from __future__ import annotations


def _pairs(*lists: str) -> dict[str, str]:
    pairs = (pair.replace("_", " ").partition(":") for words in lists for pair in words.split())
    return {simplified: taiwan for simplified, _, taiwan in pairs}


SAID = _pairs(
    # The field
    """
    参数:參數 函数:函數 激活函数:激勵函數 推理:推論 识别:辨識 噪声:雜訊 方差:變異數 优化器:優化器
    批量归一化:批次正規化 批量大小:批次大小 小批量:小批次 链式法则:連鎖律 智能体:代理人 像素:像素 连接:連接 局部:局部
    全局:全域 多任务:多任務 循环神经:循環神經 循环网络:循環網路 循环单元:循環單元 循环层:循環層 集成学习:集成學習
    算子:算子 扩展:擴展 掩码:遮罩 并行:平行 串行:循序 想象:想像 反馈:回饋 质量:品質 分布:分布 分布式:分散式 舍入:捨入
    贝叶斯:貝氏
    """,
    # Computers
    """
    显存:顯示記憶體 默认:預設 类型:類型 数据类型:資料型別 镜像:鏡像 实例:實例 后缀:後綴 权限:權限 脚本:腳本 发布:發布
    点击:點擊 刷新:刷新 图库:圖庫 二进制:二進位 十进制:十進位 十六进制:十六進位 摄像头:攝影機
    """,
    # Every day
    """
    联系:聯繫 联系人:聯絡人 联系方式:聯絡方式 智能手机:智慧型手機 公交车:公車 公交站:公車站 外卖:外送 平方米:平方公尺
    厘米:公分
    """,
    # A table's columns: in Taiwan 行 and 列 are the other way round, 欄 can be nothing else
    """
    一列:一欄 两列:兩欄 三列:三欄 几列:幾欄 每列:每欄 各列:各欄 多列:多欄 列数:欄數 列太多:欄太多 这些列:這些欄
    哪些列:哪些欄 新的列:新的欄 所有列:所有欄 表的列:表的欄 格的列:格的欄 变成列:變成欄 行、列:行、欄 行和列:行和欄
    多少列:多少欄 _列:_欄 _列表:_列表 _列印:_列印 _列出:_列出 _列车:_列車
    """,
)
"""Read both ways: who types Taiwan's is taken to mean ours."""

WRITTEN = _pairs(
    # Words that the way back would mislead
    """
    程序代码:程式碼 计算机:電腦 字节:位元組 返回原始:回傳原始 返回的:回傳的 返回旧:回傳舊 返回_:回傳_ 终端里:終端機裡
    激活:激活 激活环境:啟用環境 激活它:啟用它 死循环:惡性循環 打车软件:叫車軟體 打车费:計程車費 打车:搭計程車
    几米:幾公尺 _米:_公尺
    """,
    # Characters that the tables often take for another
    """
    台:台 台风:颱風 台式机:桌上型電腦 台式电脑:桌上型電腦 里:裡 公里:公里 英里:英里 海里:海里 千里:千里 万里:萬里
    里程:里程 欧几里得:歐幾里得 傅里叶:傅立葉 只:只 一只:一隻 两只:兩隻 三只:三隻 几只:幾隻 那只鞋:那隻鞋
    只眼睛:隻眼睛 只猫:隻貓 只狗:隻狗 只鸟:隻鳥 一只有:一只有 一只能:一只能 一只会:一只會 一只是:一只是 万一只:萬一只
    唯一只:唯一只 网络:網路 数据:資料 大数据:大數據 大数据集:大資料集 大数据库:大資料庫 运行:執行 加载:載入 打印:列印
    打开:開啟 录像:錄影 _周:_週 _周围:_周圍 个中:個中 个旧:個舊 天后:天後 账:帳 喂:餵 回归:迴歸 面积:面積 复杂:複雜
    复制:複製 准备:準備 干净:乾淨 白干:白幹 折合:折合 采用:採用 尝尝:嘗嘗 旧表:舊表 弦轴:弦軸 并为:並為 谷歌:谷歌
    """,
    # Single turns of phrase
    """
    收集成:收集成 女性能:女性能 更高级:更高級 低级错误:低級錯誤 对象是:對象是 一条支持:一條支持 支持的证据:支持的證據
    支持了一:支持了一 循环的想法:循環的想法 就是循环:就是循環 指针停:指針停 种算法都:種算法都 作者的算法:作者的算法
    理想算法:理想算法 经验算法:經驗算法 玩一个项目:玩一項設施 个项目，用:項設施，用 它的图像:它的圖形
    """,
)
"""Only for writing."""

READ = _pairs(
    """
    向量:向量 批次:批次 序列:序列 正規化:正规化 指標:指标 查詢:查询 複製:复制 堆疊:堆叠 類比:类比 列舉:列举 整合:整合
    核心:核心 離線:离线 存檔:存档 停用:停用 啟用:启用 建立在:建立在 平行線:平行线 平行四邊:平行四边 循序漸進:循序渐进
    直線上:直线上 曲線上:曲线上 投影片:幻灯片 特徵擷取:特征提取 擷取特徵:提取特征 通訊錄:通讯录 記帳:记账 帳單:账单
    帳戶:账户 帳號:账号 一行程式:一行程序 一行程式碼:一行代码 公尺:米 公釐:毫米
    """
)
"""What is typed in Taiwan and OpenCC's tables take for something else (矢量, 批量, 串行, 范式, 指针 …)."""

TELLING = r"人工智慧|最佳化|演算法|(?<!方)程式|函式|部落格|伺服器|滑鼠|硬碟|公尺"
"""Words that only Taiwan says, in characters that both scripts have."""
