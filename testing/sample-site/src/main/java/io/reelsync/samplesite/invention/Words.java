package io.reelsync.samplesite.invention;

import java.util.List;

/** The words that titles, names and texts are made of. */
final class Words {
    static final List<String> QUALITIES = words(
            "沉默 漫长 遥远 潮湿 锈蚀 倾斜 明亮 迟到 失眠 透明 破碎 温热 逆风 午夜 黎明 白昼 深蓝 橘色 灰烬 盛夏" + " 初雪 无名 最后 看不见 回不去 没有尽头 被遗忘 不肯熄灭 倒流 半途");
    static final List<String> THINGS = words("灯塔 渡口 邮局 钟楼 铁轨 盐田 麦地 船坞 天台 旧书店 照相馆 水塔 磨坊 长街 档案室 温室 候车室 海堤 矿井"
            + " 果园 电台 剧院 梯田 冰湖 雨林 信号站 棋局 合唱团 地图 航线 花名册 账本 录音带 风筝 口琴 雨伞 信使 守夜人 摆渡人 修表匠 译员"
            + " 拓荒者 裁缝 领航员 植物学家 骑手 驯鹰人");
    static final List<String> PLACES = words("青禾镇 白鹭洲 雾港 北望坡 石门渡 云溪 南屿 霜河 赤霞岭 临川巷 松原站 鹿角湾 半山里 东篱村 铜钟街 月牙滩");
    static final List<String> DEEDS = words("寻找 告别 守望 穿越 重返 拼凑 护送 等待 翻译 修复 丈量 追赶");
    static final List<String> ENGLISH_QUALITIES = words(
            "Silent Distant Rusted Tilted Bright Late Sleepless Broken Amber Hollow Northern Paper Salted Borrowed"
                    + " Unlit Crooked Patient Winter Second Forgotten");
    static final List<String> ENGLISH_THINGS =
            words("Lighthouse Ferry Orchard Signal Harbour Clockmaker Railway Archive"
                    + " Ledger Choir Greenhouse Millwheel Atlas Courier Lantern Shoreline Quarry Falconer Tailor Umbrella"
                    + " Harvest Voyage Reservoir Tide");
    static final List<String> FRENCH =
            words("phare verger quai moulin facteur carnet rivage brouillard cerf-volant dimanche parapluie tailleur");
    static final List<String> FRENCH_QUALITIES = words("oublié lointain silencieux dernier tranquille perdu bleu");
    static final List<String> GERMAN =
            words("Leuchtturm Garten Bahnhof Kalender Nebel Uhrmacher Winter Brief Chor Hafen");
    static final List<String> GERMAN_QUALITIES = words("stille ferne letzte verlorene blaue halbe lange");
    static final List<String> JAPANESE_QUALITIES = words("しずかな とおい あおい さいごの ながい うすれゆく");
    static final List<String> JAPANESE_THINGS = words("灯台 駅舎 時計屋 約束 図書室 みずうみ プラネタリウム カーテン オルゴール 夕凪 ひまわり");
    static final List<String> KOREAN_QUALITIES = words("고요한 머나먼 마지막 푸른 잊혀진 따뜻한");
    static final List<String> KOREAN_THINGS = words("등대 우체국 과수원 기차역 편지 골목 바다 시계탑 온실");

    static final List<String> CHINESE_SURNAMES = words("陆 沈 苏 顾 温 程 叶 江 许 宋 贺 纪 钟 蒋 俞 傅 柏 简 黎 庄 闻 褚 欧阳 司徒");
    static final List<String> CHINESE_GIVEN =
            words("知遥 明川 若溪 星野 砚秋 子衿 屿 念安 听澜 晚舟 长庚 以宁 沐阳 清越 闻笛 野 望舒 归远 之桃" + " 拾一 怀瑾 予墨 秋白 雁回 朝露 南乔 青崖 疏影");
    static final List<String> JAPANESE_SURNAMES = words("汐见 雾岛 月冈 浅仓 榊原 早乙女 常磐 二阶堂 柊 朝比奈 鹭沢 御园");
    static final List<String> JAPANESE_GIVEN = words("千景 航平 美月 凪 晴臣 诗织 莲太郎 小夜 澄人 日和 隼 纱英");
    static final List<String> KOREAN_SURNAMES = words("南宫 皇甫 卞 玄 奉 太 明 都");
    static final List<String> KOREAN_GIVEN = words("载允 书妍 度贤 夏恩 志浩 藝琳 俊熙 素罗 敏奎 采元");
    /** Given names as they are written in Chinese and in Latin letters. */
    static final List<List<String>> WESTERN_GIVEN = pairs(
            "艾尔温/Elwin 布丽莎/Brissa 科曼/Corman 达芙琳/Daphrin 埃斯本/Esben 法伦/Fallon"
                    + " 格林达/Grenda 霍利斯/Hollis 伊索拉/Isola 贾文/Jarvin 凯斯特/Kester 利奥妮/Leonie 马洛/Marlow 内里斯/Neris 奥莱克/Olek"
                    + " 佩内洛/Penello 昆廷/Quentyn 罗莎温/Rosawen 西格丽/Sigrie 泰奥/Theo 乌尔文/Ulwin 薇拉/Vaela 温斯洛/Winslow 约兰达/Yolanthe");
    /** Surnames of the same form, made up. */
    static final List<List<String>> WESTERN_SURNAMES =
            pairs("韦克斯科姆/Wexcombe 塔罗/Tarrow 阿什比-霍尔/Ashby-Hall 布伦瑟/Brenser 卡德沃思/Cadworth"
                    + " 德拉维尔/Delavelle 埃克赫特/Eckhert 范多伦/Vandooren 格兰瑟/Granther 海威尔/Haywell 伊弗斯/Ivers 约斯特/Joost 基特里奇/Kittredge"
                    + " 洛马克斯/Lomaxe 莫尔文/Morwen 诺思科特/Northcote 奥夫雷/Offray 彭德尔/Pendle 夸里/Quarrie 里弗顿/Riverton 斯特兰/Strann"
                    + " 桑代克/Thorndyk 厄普顿/Uptonne 沃特福/Waterfo");

    private Words() {}

    private static List<String> words(String spaced) {
        return List.of(spaced.split(" "));
    }

    private static List<List<String>> pairs(String spaced) {
        return words(spaced).stream().map(pair -> List.of(pair.split("/"))).toList();
    }
}
