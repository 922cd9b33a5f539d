namespace Puente.Matching.Names;

/// <summary>Letters and what they become in Latin, one script a line: letter, Latin, letter, Latin. A dash stands for nothing.</summary>
internal static class RomanisationTables
{
    private static readonly string[] Scripts =
    [
        // Cyrillic, with the letters of Ukrainian, Belarusian, Serbian, Macedonian, Kazakh and Mongolian; after BGN/PCGN, simplified.
        "а a б b в v г g д d е e ё e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ sh ъ - ы y ь - э e ю yu я ya",
        "і i ї i є ye ґ g ў u ј j љ lj њ nj ћ c ђ dj џ dz ѓ g ќ k ѕ dz қ k ң n ғ g ү u ұ u һ h ә a ө o җ zh",
        // Greek, after ISO 843.
        "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o ά a έ e ή i ί i ό o ύ y ώ o ϊ i ϋ y ΐ i",
        // Armenian and Georgian.
        "ա a բ b գ g դ d ե e զ z է e ը y թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n շ sh ո o չ ch պ p ջ j ռ r ս s վ v տ t ր r ց ts ւ v փ p ք k օ o ֆ f և ev",
        "ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ gh ყ q შ sh ჩ ch ც ts ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h",
        // Arabic with Persian and Urdu letters: consonants, and the long vowels as they are written.
        "ا a أ a إ i آ a ٱ a ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع - غ gh ف f ق q ك k ک k ل l م m ن n ه h ة a و w ؤ w ي y ی y ى a ئ y ء - پ p چ ch ژ zh گ g ٹ t ڈ d ڑ r ے e ں n ھ h ہ h",
        "ً - ٌ - ٍ - َ - ُ - ِ - ّ - ْ - ـ -",
        // Hebrew.
        "א a ב b ג g ד d ה h ו v ז z ח h ט t י y כ k ך k ל l מ m ם m נ n ן n ס s ע - פ p ף f צ ts ץ ts ק k ר r ש sh ת t",
        // Thai consonants and written vowels, after RTGS, without tones.
        "ก k ข kh ค kh ฆ kh ง ng จ ch ฉ ch ช ch ซ s ฌ ch ญ y ด d ต t ถ th ท th ธ th น n บ b ป p ผ ph ฝ f พ ph ฟ f ภ ph ม m ย y ร r ล l ว w ศ s ษ s ส s ห h อ o ฮ h ณ n ฏ t ฐ th ฑ th ฒ th ฬ l",
        "ะ a า a ิ i ี i ึ ue ื ue ุ u ู u เ e แ ae โ o ไ ai ใ ai ั a ำ am ่ - ้ - ๊ - ๋ - ์ - ็ -",
        // Katakana and hiragana, after Hepburn; long marks and small letters fall away.
        "ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi ツ tsu テ te ト to ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo ラ ra リ ri ル ru レ re ロ ro ワ wa ヲ o ン n",
        "ガ ga ギ gi グ gu ゲ ge ゴ go ザ za ジ ji ズ zu ゼ ze ゾ zo ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po ヴ v ー - ッ - ァ a ィ i ゥ u ェ e ォ o ャ ya ュ yu ョ yo",
        "あ a い i う u え e お o か ka き ki く ku け ke こ ko さ sa し shi す su せ se そ so た ta ち chi つ tsu て te と to な na に ni ぬ nu ね ne の no は ha ひ hi ふ fu へ he ほ ho ま ma み mi む mu め me も mo や ya ゆ yu よ yo ら ra り ri る ru れ re ろ ro わ wa を o ん n",
        // Chinese: the commonest surnames and characters of given names, pinyin without tones.
        "王 wang 李 li 张 zhang 張 zhang 刘 liu 劉 liu 陈 chen 陳 chen 杨 yang 楊 yang 黄 huang 黃 huang 赵 zhao 趙 zhao 吴 wu 吳 wu 周 zhou 徐 xu 孙 sun 孫 sun 马 ma 馬 ma 朱 zhu 胡 hu 郭 guo 何 he 林 lin 罗 luo 羅 luo 高 gao 郑 zheng 鄭 zheng 梁 liang 谢 xie 謝 xie 宋 song 唐 tang 许 xu 許 xu 邓 deng 鄧 deng 冯 feng 馮 feng 韩 han 韓 han 曹 cao 曾 zeng 彭 peng 蔡 cai 潘 pan 田 tian 董 dong 袁 yuan 于 yu 余 yu 叶 ye 葉 ye 蒋 jiang 蔣 jiang 杜 du 苏 su 蘇 su 魏 wei 程 cheng 吕 lu 呂 lu 丁 ding 沈 shen 任 ren 姚 yao 卢 lu 盧 lu 钟 zhong 鐘 zhong 姜 jiang 崔 cui 谭 tan 陆 lu 陸 lu 范 fan 汪 wang 石 shi 廖 liao 贾 jia 夏 xia 韦 wei 方 fang 白 bai 金 jin 毛 mao 江 jiang 史 shi 龙 long 龍 long 洪 hong",
        "伟 wei 偉 wei 芳 fang 娜 na 秀 xiu 英 ying 敏 min 静 jing 丽 li 麗 li 强 qiang 磊 lei 军 jun 軍 jun 洋 yang 勇 yong 艳 yan 杰 jie 涛 tao 明 ming 超 chao 兰 lan 蘭 lan 霞 xia 平 ping 刚 gang 桂 gui 玉 yu 华 hua 華 hua 红 hong 紅 hong 建 jian 国 guo 國 guo 文 wen 志 zhi 海 hai 东 dong 東 dong 近 jin 习 xi 習 xi 小 xiao 泽 ze 澤 ze 正 zheng 恩 en 春 chun 梅 mei 云 yun 雲 yun 飞 fei 飛 fei 鹏 peng 浩 hao 宇 yu 欣 xin 佳 jia 婷 ting 雪 xue 慧 hui 丹 dan 玲 ling 凤 feng 鳳 feng 珍 zhen 莉 li 萍 ping 波 bo 斌 bin 成 cheng 永 yong 家 jia 子 zi 中 zhong 大 da 新 xin 立 li 光 guang 天 tian 德 de 生 sheng 学 xue 學 xue 淑 shu 美 mei 雅 ya 冠 guan 宏 hong 俊 jun 士 shi 之 zhi",
    ];

    public static IEnumerable<(char Letter, string Latin)> All()
    {
        foreach (var script in Scripts)
        {
            var parts = script.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i + 1 < parts.Length; i += 2)
                yield return (parts[i][0], parts[i + 1] == "-" ? "" : parts[i + 1]);
        }
    }
}
