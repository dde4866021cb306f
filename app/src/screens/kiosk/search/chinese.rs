//! Chinese characters: traditional ones are looked up as their simplified form, in which set-ups are written.
//!
//! The table holds what a bank's visitor writes, not the whole of the script: it is loaded with every kiosk. Its pairs are
//! those of `OpenCC` for the characters of the product's own Chinese texts and of everyday words.

use std::sync::LazyLock;

/// In the order of their code points; "帐" is an old form of "账" that is still typed.
const TRADITIONAL: &str = "\
    丟並亂亞佈佔併來侶侷係俠倉個們倫偉備傢傭傳債傷傾僅僑僱價儀儘優儲兌兒內兩\
    冊凍別刪創動務勞勵匯協參員問啓啟喪單嗎噹嚮嚴囑國圖報場壞媽孫學實審寫寬寶\
    將專對層島帐師帳帶幣幫幾廁廚廳張彆彙後從復愛態慼應懷戶捲掃掛揚換搶摺撥擇\
    擊擔據攜敗數斷於時晝暫書會東業構樂樓標樣橋機檢檯櫃權歐歡歲殘決沒沖況涼淨\
    減湊準溝溼滿漲潔濕濟瀏為烏無煙熱燈燒營爭爲爺狀獎獨獸現產畝畢異當療發盜盡\
    監盤眾睏確碼礙禮稅種窮筆箇節築簡簽籤約紅納紙細終結絕絡給統絲綁經綠維網線\
    編縣總繫繳繼續罰羣義習聯聲職聽脩腦腳臉臨臺與興舉舊華菸萬蒐藍藥蘭處號虧衆\
    衛衝裏補裝裡製複見規親覽觀訂計訊託記訟設許訴註証詐評詢試話該認語誤說誰調\
    談請諮謝證識議護讀變讓貝負財貧貨責貴買貸費資賞賠賣賤賬賺購贏贖車軍軟較載\
    輪輸轉辦農迴這連週進運過遞遠適遲選遺還邊郵鄉醫釋釣釦鈕鈴銀銅銷銹錄錢錯錶\
    鍵鍾鎖鎮鏈鐘鐵鑰鑽門閃閉開間閤關隊際隨險隱隻雜離難雲電響頁頂項順須預頓領\
    頭題額顏願類顯風颱飛飯飲飾養餘馬馮駕騙驗驟體髮鬚魚鳥鳳麗麵麼黃點黨齊齣龍";

/// Each in the place of its traditional form.
const SIMPLIFIED: &str = "\
    丢并乱亚布占并来侣局系侠仓个们伦伟备家佣传债伤倾仅侨雇价仪尽优储兑儿内两\
    册冻别删创动务劳励汇协参员问启启丧单吗当向严嘱国图报场坏妈孙学实审写宽宝\
    将专对层岛账师账带币帮几厕厨厅张别汇后从复爱态戚应怀户卷扫挂扬换抢折拨择\
    击担据携败数断于时昼暂书会东业构乐楼标样桥机检台柜权欧欢岁残决没冲况凉净\
    减凑准沟湿满涨洁湿济浏为乌无烟热灯烧营争为爷状奖独兽现产亩毕异当疗发盗尽\
    监盘众困确码碍礼税种穷笔个节筑简签签约红纳纸细终结绝络给统丝绑经绿维网线\
    编县总系缴继续罚群义习联声职听修脑脚脸临台与兴举旧华烟万搜蓝药兰处号亏众\
    卫冲里补装里制复见规亲览观订计讯托记讼设许诉注证诈评询试话该认语误说谁调\
    谈请咨谢证识议护读变让贝负财贫货责贵买贷费资赏赔卖贱账赚购赢赎车军软较载\
    轮输转办农回这连周进运过递远适迟选遗还边邮乡医释钓扣钮铃银铜销锈录钱错表\
    键钟锁镇链钟铁钥钻门闪闭开间合关队际随险隐只杂离难云电响页顶项顺须预顿领\
    头题额颜愿类显风台飞饭饮饰养余马冯驾骗验骤体发须鱼鸟凤丽面么黄点党齐出龙";

static PAIRS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| TRADITIONAL.chars().zip(SIMPLIFIED.chars()).collect());

/// The simplified form of a character; any other character as it is.
pub fn simplified(character: char) -> char {
    if character < '\u{4e00}' {
        return character;
    }
    PAIRS.binary_search_by_key(&character, |pair| pair.0).map_or(character, |place| PAIRS[place].1)
}
