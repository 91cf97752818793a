package io.reelsync.samplesite.invention;

import java.util.ArrayList;
import java.util.List;

/** Makes up summaries, readers' comments and names from templates. */
public final class MadeUpTexts {
    private static final List<String> OPENINGS = List.of(
            "%2$s的%1$s多年没有离开过%3$s，直到一封写错地址的信把他推上了路。",
            "%3$s即将被拆除的前一周，%1$s（%4$s 饰）接到了一份没有署名的委托。",
            "故事从一场停电开始，%1$s（%4$s 饰）在%3$s遇见了自称来自%2$s的陌生人。",
            "没有人记得%3$s是哪一年建成的，只有%1$s（%4$s 饰）还保留着当年的图纸。",
            "入冬之后，%1$s（%4$s 饰）决定关掉经营了二十年的%3$s，带着女儿搬往%2$s。");
    private static final List<String> MIDDLES = List.of(
            "两人从互相提防到彼此信任，一路上遇到的每个人都只肯说出半句真话。",
            "随着线索一条条断开，他渐渐明白自己要找的东西从来不曾丢失。",
            "可是名单上的第三个名字被人用墨水涂去，所有的线索都指向同一个夜晚。",
            "一次偶然的失误让计划提前了整整十二天，留给他们的时间只剩下一个潮汐。",
            "与此同时，“旧日的邻居”陆续回到镇上，每个人都带着一只上了锁的箱子。",
            "他们约定只在下雨的日子见面，却没料到那一年的雨季格外漫长。");
    private static final List<String> ENDINGS = List.of(
            "当渡船靠岸的时候，他终于读懂了那封信的最后一行……",
            "而真正的考验，要等到钟声第三次响起之后才会开始。",
            "多年以后，人们仍会在酒桌上争论，那天夜里亮起的究竟是哪一盏灯。",
            "在选择与被选择之间，每个人都必须为自己的沉默付出代价。");
    private static final List<String> REMARKS = List.of(
            "镜头很稳，情绪收得也好，就是中段拖了一点。",
            "最后二十分钟值回票价，走出影院还在想那盏灯。",
            "配乐用得太满了，不如让它安静一会儿。",
            "群像写得真好，连只出场两次的修表匠都有自己的来历。",
            "看的时候觉得平，过了一个星期忽然想起某个画面，很难受。",
            "台词有点书面，不过演员撑住了。",
            "布景和光线都讲究，能看出来剧组很爱这个故事。",
            "比上一部松弛，节奏也顺，期待续集。",
            "结尾那个长镜头我反复看了三遍，仍然没找到剪辑点。",
            "不太明白为什么要加那条支线，删掉会更干净。",
            "陪爸妈一起看的，他们说小时候镇上真有这样一座水塔。",
            "给摄影多加一颗星。");
    private static final List<String> READERS =
            List.of("半截铅笔", "慢车", "苔藓", "七月的盐", "北窗", "一颗纽扣", "空罐头", "风从桥下过", "灯下虫", "早班船", "纸飞机", "麦芒");

    private MadeUpTexts() {}

    /** One to four paragraphs, each of some sentences. */
    public static List<String> summary(String actor, Dice dice) {
        int paragraphs = dice.percent(55) ? 1 : dice.between(2, 4);
        List<String> summary = new ArrayList<>(paragraphs);
        for (int paragraph = 0; paragraph < paragraphs; paragraph++) {
            StringBuilder text = new StringBuilder();
            if (paragraph == 0) {
                String hero = dice.pick(Words.CHINESE_SURNAMES) + dice.pick(Words.CHINESE_GIVEN);
                text.append(
                        dice.pick(OPENINGS).formatted(hero, dice.pick(Words.PLACES), dice.pick(Words.THINGS), actor));
            }
            dice.pick(dice.between(1, 4), MIDDLES).forEach(text::append);
            if (paragraph == paragraphs - 1) {
                text.append(dice.pick(ENDINGS));
            }
            summary.add(text.toString());
        }
        return List.copyOf(summary);
    }

    /** A reader's comment of so many sentences. */
    public static String comment(int sentences, Dice dice) {
        return String.join("", dice.pick(sentences, REMARKS));
    }

    public static String reader(Dice dice) {
        return dice.pick(READERS) + (dice.percent(50) ? String.valueOf(dice.between(2, 9999)) : "");
    }
}
