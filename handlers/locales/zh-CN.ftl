### 机器人说的简体中文。标签：<b> 粗体，<i> 斜体，<s> 删除线，<q> 引用。

## Dates
date-time = { $date } { $time }
when-how = 点选日期，或直接写：<i>明天下午6点半</i> · <i>下周五晚上七点</i> · <i>12月3日18:30</i>
when-on-day = <b>{ $day }</b>：几点？点选，或直接写，例如 <i>18:40</i>
when-asks = { $asks ->
    [half] 是早上还是晚上？
    [past] 这个时间已经过了。是下面这个吗？
    [gap] 那时钟表会拨快，没有这个时间。是下面这个吗？
   *[which] 是下面哪一个？
}
when-other-day = 换一天
when-unread = “{ $typed }”我看不懂是什么时间。可以写：明天下午6点半、下周五晚上七点、12月3日18:30，也可以点选日期。
when-impossible = 没有这个时间：{ $typed }。什么都没有改动。可以写：明天下午6点半，或 12月3日18:30。
when-over = 这个时间已经过了：{ $typed }。请选一个以后的时间。
meant-sure = 我理解的时间是下面这个，对吗？
meant-asks = { $asks ->
    [half] 是早上还是晚上？
    [past] 这个时间已经过了。您是指下面这个吗？
    [gap] 那时钟表会拨快，没有这个时间。您是指下面这个吗？
   *[which] 您是指下面哪一个？
}
meant-other = 改选别的时间…
meant-words = 不，这是内容的一部分：现在就发
meant-gone = 这个已经处理过了。

## Roles
role-principal = 校长
role-admin = 管理员
role-head-teacher = 班主任
role-teacher = 老师
role-chair = 家委会主任
role-school-chair = 校家委会主任
role-committee = 家委会委员
role-seat = 校家委会代表
role-short-chair = 家委会主任
role-short-seat = 校家委会代表
role-deputy = 副校长
role-confidant = 知心老师
role-parent = 家长
role-partner = 合作伙伴
role-other-words =
    校家委会 = seat
    家委会 = committee
    家庭 = parent
    心理老师 = confidant
role-in-class = { $class_name } { $role }

## Refusals
refused-stranger = 我还不认识您。家长：请在班级群的卡片上点“我是家长”。教职工：请向学校索取邀请链接。
refused-right = 这件事不由您决定。
refused-right-command = 只有负责人可以在这里使用 /{ $command }。如有需要，请联系班主任。
refused-only-group = /{ $command } 要在班级群里使用，请发到群里。
refused-only-private = /{ $command } 只能在和我的私聊里使用，不能在群里。
refused-button = 这个按钮已经失效。发送 /my 查看等您回复的事项。
refused-subject-gone = 这条内容已经不在了。
refused-not-for-you = 这张卡片是给其他班级家庭的。
refused-staff-not-parent = 您是学校教职工，所以没有计入。如果您也是这里的家长，请先在欢迎卡片上点“我是家长”。
refused-forwarded = 转发的 /{ $command } 不会执行，请自己输入。
refused-not-text = 请用文字回答：这里不能用图片、贴纸或文件。发送 /cancel 可以取消这个问题。
refused-caption = /{ $command } 不能带图片或文件，请只发文字。
day-full = { $class_names }：加上这一条，{ $day }我发到群里的消息超过学校希望的 { $count } 条。这条仍会发出。
album-answer = 这是一组图片或文件。想一起发，请用 /{ $command } 回复其中一个，整组和您写的文字会一起带上。
refused-unknown-command = 我不认识 /{ $command }。发送 /help 查看我能做什么。
refused-broken = 抱歉，我这边出了问题，没有做任何更改。如果再次发生，请把这个编号告诉学校：{ $id }
refused-too-fast = 操作太快了，这次没有处理。请稍等一下再试。
classes-more = 另外 { $count } 个班
rule-class-name = 班级名称要有 1 到 { $limit } 个字，例如 3B。
rule-class-linked-elsewhere = { $name } 已经有另一个群了。请先把我移出那个群，或换一个班级。
rule-child-name = 姓名要有 1 到 { $limit } 个字，请重新输入。
rule-child-exists = { $name } 已经在这个班的名单上了。
rule-request-gone = 已经有人答复过了。
rule-invite-unknown = 我不认识这个邀请，请重新索取。
rule-invite-used = 这个邀请已经用过了，请重新索取。
rule-invite-revoked = 这个邀请已经作废，请重新索取。
rule-invite-expired = 这个邀请已经过期（有效期七天），请重新索取。
rule-time-past = 这个时间已经过去，请选一个之后的时间。

## Questions
ask-placeholder = 您的回答
knock = 为了不打扰本群，我会私下答复您。请打开与我的私聊，点“开始”，再发一次。
who-asks =
    有人以本群身份发送了 <b>{ $command }</b> { $text }
    请点一下，表明是您本人。
who-asks-button = 是我
who-gone = 已经有人点过了。
who-done = { $command }：已按您的身份执行。
cancel-nothing = 没有可以取消的内容。
cancel-done = 已取消。
message-unasked = 我刚才没有提问。发送 /my 查看等您回复的事项，或发送 /help 查看我能做什么。给校长写信请发送 /mailbox；不具名的信如果写到一半，请重新开始。
command-cancel = 取消我刚才的提问

## Forms
form-done = 选好了
form-skip = 跳过
form-send = 发送
form-change = 修改
form-keep = 返回
form-drop = 取消
form-go-on = 继续
form-afresh = 重新开始
form-yes = 是
form-no = 否
form-yes-words = 是,是的,要,需要,好,对,yes,y
form-no-words = 否,不,不要,不需要,不用,no,n
form-all = 全部
form-all-of = { $group } 全部
form-answer = { $name }：{ $answer }
form-skipped = 无
form-files = { $count ->
   *[other] 已收到 { $count } 个文件。
}
form-open = 私聊里继续
form-in-private = 请到私聊里继续：我会在那里问完其余内容，并给您看预览。
form-unfinished = 您还有没完成的：
form-dropped = 已取消，什么都没有发送。
form-gone = 这个已经完成，或已取消。
form-older = 这是之前的问题，请看下面最新的一条。
form-no-longer = 您选的内容有的已经不能选了，请再看一下。
form-chosen = { $count ->
    [0] 还没有选。
   *[other] { $names }
}
form-none-chosen = 还没有选。请至少点一个。
form-not-offered = 这里没有“{ $typed }”。请点按钮，或写按钮上的字。
form-yes-or-no = 请点按钮，或写“是”或“否”。
form-not-a-number = 请写一个 { $least } 到 { $most } 之间的数字。
form-not-a-file = 请发图片或文件。
form-files-full = 最多放 { $most } 张图片或文件。前 { $most } 个已收下，这一个没有加上。
form-words-on = 您写的内容已加到正文里。
form-tap = 已经准备好了。请点下面的“发送”“修改”或“取消”。
command-drafts = 未完成的草稿
drafts-none = 您没有未完成的草稿。

## People
start-staff = { $name }，您好！我是{ $school }的机器人。发送 /help 查看您可以做什么。
start-stranger =
    { $name }，您好！我是{ $school }的机器人。

    家长：请在班级群的卡片上点“我是家长”。
    教职工：请向学校索取邀请链接。
start-parent = { $name }，您好！今后我可以在这里给您发提醒，以及只和您有关的内容。您在群里点的都算数。
command-invite = 邀请老师、家委会、家长等
invite-ask =
    您想邀请谁？请点选，或写身份和班级（可以几个），例如：
    老师 3B
    班主任 3B、4A
    家委会主任 3B
    校家委会主任
    家长 3B
    校长
invite-class = <b>{ $role }</b>：哪个班？请点选，或写班级名称（几个班用逗号隔开）。
invite-school-committee = 校家委会
invite-which-class = 哪个班？请写，例如：/invite { $role } 3B
invite-unknown-role = 我不认识“{ $typed }”里的身份。可以是：校长、班主任、老师、家委会主任、家委会委员、校家委会、家长、副校长、知心老师、合作伙伴。
invite-link =
    邀请：<b>{ $role }</b>
    { $link }

    请把链接发给这一个人。只能用一次，七天内有效。发送 /invites 查看还没用的邀请。
invite-door =
    邀请：<b>{ $role }</b>
    { $link }

    可以贴在教室门口，或写在给家长的信里：打开链接的人会登记为家长，有效期到 { $until }。请只给本班家长看；谁登记了可在 /people 里看到，链接可以随时作废。
invite-parents = 家长（贴在门口）
invite-share = 发给别人
invite-share-text = { $school }邀请您：{ $role }
invite-revoke = 作废
invite-revoked = 已作废：{ $role }。这个链接不再有效。
invite-over = 这个邀请已经用过、作废或过期。
command-invites = 还有效的邀请
invites-none = 没有还有效的邀请。
invites-title = { $count ->
   *[other] 有 { $count } 个还有效的邀请：
}
invites-line = #{ $id } { $role }，{ $by } 发出，有效期到 { $until }{ $lasting ->
    [1] { "" } · { $uses ->
        [0] 还没有人用过
       *[other] 已有 { $uses } 人用过
    }
   *[0] { "" }
}
invites-revoke = 作废 #{ $id }
invite-accepted = 欢迎{ $name }！您现在是{ $school }的<b>{ $role }</b>。发送 /help 查看您可以做什么。
invite-taken = { $name } 接受了您的邀请：{ $role }。
command-language = 选择语言
language-which = 我用哪种语言和您说话？
language-set = 从现在起我和您说中文。
language-which-class = { $name } 群里的卡片用哪种语言？
language-set-class = { $name } 群里的卡片现在用{ $language }。

## Who is who
command-people = 各班有哪些人：调整、移除、交接
roster-title = <b>人员</b>
roster-choose = 请选择班级，或发送 /people 加姓名。
roster-school = 学校
roster-of = { $count ->
   *[other] <b>{ $class_name }</b> · { $count } 人
}
roster-line = { $count ->
    [0] • { $name }
   *[other] • { $name }（{ $about }）
}
roster-nobody = 还没有人。发送 /invite 可以生成邀请链接。
roster-page = 第 { $page } 页，共 { $pages } 页
roster-back = ← 返回
roster-is = { $class_name }：{ $roles }
roster-children = 孩子：{ $names }
roster-hand = 交接：{ $role }
roster-make = 设为{ $role }
roster-remove = 不再是{ $role }
roster-sure = 确定让 <b>{ $name }</b> 不再是<b>{ $role }</b>吗？
roster-sure-parent = 确定让 <b>{ $name }</b> 不再是<b>{ $role }</b>吗？家委会职务会一并结束，{ $name } 不再代表这里的孩子。孩子仍在名单上，已有的回复也会保留。
roster-sure-yes = 确定
roster-removed = { $name } 不再是{ $role }。
roster-removed-told = 您不再是{ $school }的{ $role }。如有误，请联系班主任或学校。
roster-made = { $name } 现在是{ $role }。
roster-made-told = 您现在是{ $school }的<b>{ $role }</b>。发送 /help 查看您可以做什么。
roster-relieved = 现在由 { $name } 接替您担任{ $role }。感谢您的付出。
roster-hand-to = { $name } 的<b>{ $role }</b>交给谁？请点选，对方需要接受。
roster-hand-nobody = 这个班里还没有可以担任<b>{ $role }</b>的人，请先邀请。
roster-older = 这是之前的内容，请看卡片现在的样子。
roster-not-found = 在您能看到的范围内，没有叫“{ $typed }”的班级或人。
roster-found = { $count ->
   *[other] 找到 { $count } 人；写得更完整可以只看一个人：
}
roster-found-line = • { $name }，{ $class_name }：{ $roles }
rule-last-admin = 这是唯一的管理员，请先设另一位管理员。

## Committees
command-committee = 家委会有哪些人；交接您的职务
committee-none = 您不在任何班级里。请在班级群里发送 /committee。
committee-class = <b>{ $class_name }</b>
committee-line = { $role }：{ $names }
committee-nobody = 无
committee-school = <b>校家委会</b>：{ $count } 个席位，已有 { $taken } 个
committee-seat = { $class_name }：{ $name }
committee-free = 空缺：{ $names }
committee-hand = 交接：{ $role }
handover-to-whom = 由谁接替您担任<b>{ $role }</b>？请点选，或写姓名。对方需要接受。
handover-nobody = 我还不认识其他可以担任{ $role }的家长。
handover-unknown = 这个班里没有（或不止一位）叫“{ $name }”的家长。请点选，或写全名。
handover-unreachable = { $name } 还没有和我私聊过，我没法询问。请让对方先点“开始”。
handover-offered = 我已询问 { $name }：{ $role }。在对方答复之前仍由您担任。
handover-asked = <b>{ $name }</b> 想把<b>{ $role }</b>交给您。您接受吗？
handover-yes = 接受
handover-no = 不了，谢谢
handover-gone = 这个交接已经结束。
handover-yours = 谢谢！您现在是<b>{ $role }</b>。
handover-taken = { $name } 已接受：{ $role }。交接完成。
handover-declined = { $name } 没有接受：{ $role }。仍由您担任。
handover-no-noted = 好的，我会告诉对方。
rule-handover-not-held = 这个职务现在由别人担任。

## The new year
command-newyear = 新学年：班级升级
newyear-title = <b>新学年。</b>各班将会这样变化：
newyear-hint = 现在还没有任何改动。点班级可以修改，或写例如：/newyear 3B = 4C
newyear-nothing = 还没有班级。
newyear-leaves = { $name } 毕业离校
newyear-leave = 毕业离校
newyear-keep = 名称不变
newyear-ask = <b>{ $name }</b> 新学年叫什么？请写名称，或点选。
newyear-noted = 已记入表中。
newyear-unknown = 我看不懂“{ $line }”。请写班级和新名称，例如：/newyear 3B = 4C。等号后面不写表示毕业离校。
newyear-clash = <b>会有两个班叫 { $names }。</b>请改其中一个。
newyear-carry-out = 没有问题
newyear-sure = { $leaving ->
    [0] <b>现在执行吗？</b>每个班的人员、孩子和群都不变，只改名称。
   *[other] <b>现在执行吗？</b>{ $leaving } 个班离校：班里的身份结束，群不再关联班级，所有记录都会保留。其他班的人员、孩子和群都不变，只改名称。
}
newyear-yes = 是的，执行
newyear-back = ← 先不
newyear-done = <b>新学年开始了。</b>
newyear-done-toast = 已完成。
newyear-over = 这已经处理过了。发送 /newyear 重新查看。
newyear-told = 新学年：{ $name } 现在是 { $becomes }。人员、孩子和群都不变。
newyear-told-leaves = { $name } 已毕业离校，感谢您的付出。所有记录都会保留。
rule-newyear-changed = 做这张表之后班级有变动。请发送 /newyear 重新查看。
rule-newyear-clash = 会有两个班叫 { $name }。

## Classes
command-class = 查看班级登记情况；在群里：关联班级
class-which = 哪个班？请点选，或写班级名称。
class-none = 在您能看到的范围内，没有叫“{ $typed }”的班级。
class-none-yours = 您不负责这里的班级。在班级群里发送 /class 加班级名称可以关联。
class-ask = 这是哪个班？请回复班级名称，例如：3B
class-not-yours = 只有该班班主任或学校可以关联。
class-linked = { $name } 已和群“{ $title }”关联。
class-confirm =
    这是 <b>{ $text }</b> 的群吗？
    班主任：请点按钮。（在此之前这里不会发布任何内容。）
class-confirm-button = 这是 { $text }
group-hello =
    大家好！我是{ $school }的机器人。
    这是哪个班？请班主任（或学校）在这里发送，例如：/class 3B
group-gone = 我被移出了 { $name } 的群：重新加我之前，那里什么都发不了。
group-muted = 我不能再在 { $name } 的群里发言。计划好的内容会等着；请给我发送消息的权限。
welcome-title = <b>{ $name }</b> · { $school }
welcome-what =
    我会发布学校的通知，提醒会议，统计回复，大家不用再翻聊天记录。
welcome-sees = 我看不到群里的聊天：Telegram 只让我看到命令（例如 /help）、对我消息的回复，以及您点的按钮。我也不知道谁读过什么。
welcome-sees-all = 我是本群管理员，Telegram 会把群里的消息发给我。我只使用命令、对我消息的回复，以及您点的按钮，其他内容一概不保存。我也不知道谁读过什么。
welcome-closed = 这个班已经毕业离校。感谢大家，祝一切顺利！
welcome-count = { $families ->
    [0] 还没有家庭登记。
   *[other] 已有 { $families } 个家庭登记。
}
welcome-parent = 我是家长
welcome-private = 和我私聊
parent-welcome = 欢迎！您已登记为 { $name } 的家长。
parent-known = 您已经是 { $name } 的家长了。
member-back = { $count ->
    [0] 欢迎回到 { $class_name }。您仍是：{ $roles }。
   *[other] 欢迎回到 { $class_name }。您仍是：{ $roles }，孩子：{ $children }。
}
report-count = <b>{ $total } 个孩子中，{ $registered } 个已有家长登记（{ $percent }%）</b>
report-count-group = <b>已有 { $registered } 个家庭登记</b>
report-goal = 目标：{ $by }前达到 { $percent }%（{ $left }）
report-goal-after = 关联群后 14 天
report-goal-reached = 目标：{ $by }前达到 { $percent }%。已达到！
report-goal-lacking = { $children ->
    [1] 还差 { $count } 个孩子就达到了。
   *[0] 还差 { $count } 个家庭就达到了。
}
report-goal-then = 过了这一天也不会关闭：我会继续统计，“在群里提醒”仍可提醒还没登记的家庭。
report-missing = { $more ->
    [0] 还没有登记（{ $count }）：{ $names }
   *[other] 还没有登记（{ $count }）：{ $names }，还有 { $more } 个
}
report-nameless = { $more ->
    [0] 已登记，但还没写孩子姓名（{ $count }）：{ $names }
   *[other] 已登记，但还没写孩子姓名（{ $count }）：{ $names }，还有 { $more } 位
}
report-strangers = { $count ->
   *[other] 群里还有 { $count } 人我不认识。
}
report-remind = 在群里提醒
report-reminded = 已发到 { $name }。
report-reminded-later = 现在是免打扰时段，{ $time } 发到 { $name }。
report-reminded-already = 今天已经提醒过了。
report-remind-list =
    <b>{ $name }</b>：{ $total } 个孩子中，{ $registered } 个已有家长登记。
    您的孩子登记了吗？还没有的话，请点按钮，再私聊告诉我孩子的姓名。一分钟就好，以后什么都不会错过。
report-remind-group =
    <b>{ $name }</b>：已有 { $registered } 个家庭登记。
    您登记了吗？还没有的话，请点按钮，再私聊告诉我孩子的姓名。一分钟就好，以后什么都不会错过。
report-others = { $more ->
    [0] 家长写了、名单上没有（{ $count }）：{ $names }
   *[other] 家长写了、名单上没有（{ $count }）：{ $names }，还有 { $more } 个
}
report-list = 班级名单
report-match = 核对姓名
report-language = 卡片语言
report-expect = 孩子人数
report-expect-ask = { $name } 有多少个孩子？请写数字。（不想写就写 0。）
report-expect-number = 请写一个 0 到 { $most } 之间的数字。
report-no-group =
    <b>{ $name }</b> 还没有群。
    点下面的按钮，选择班级群：我会加入该群，并马上和 { $name } 关联。
report-add = 把我加到群里

## Topics
command-topic = 哪个话题用于通知、会议或聊天
topic-ask = { $class_name } 的这个话题用来做什么？
topic-notices = 通知
topic-meetings = 会议
topic-talk = 聊天
topic-all = 全部
topic-set = { $class_name }：{ $what }今后发到这个话题。
topic-unlinked = 本群还没有关联班级。请班主任先关联，例如：/class 3B
topic-no-forum = 这个群没有话题，所有内容都发在群里。
topic-unknown = 我不认识“{ $typed }”。请写 /topic 加其中一个：通知、会议、聊天、全部。

## The class's list
command-class_list = 提交班级名单
class-list-which = 哪个班的名单？请点选，或写班级名称。
class-list-ask =
    请把 <b>{ $name }</b> 的名单发给我：直接粘贴姓名，一行一个，或发文件（CSV 或 TXT，电子表格可以另存）。
    我会先给您看读到的内容，确认后才算数。
class-list-no-text = 这个文件我读不了。请在电子表格里选“另存为 CSV”再发给我，或把姓名粘贴在这里，一行一个。
class-list-too-large = 这个文件太大，不像班级名单。请只发姓名。
class-list-not-fetched = 我没能从 Telegram 取到文件，请再发一次。
class-list-empty = 里面没有姓名。请一行写一个姓名。
class-list-too-many = 我读到 { $count } 个姓名，一个班最多 { $most } 个。请只发一个班的名单。
class-list-quote = 第 { $line } 行的引号没有闭合。请改好这一行，再发一次名单。
class-list-broken = { $count ->
   *[other] 有 { $count } 行我看不明白，所以什么都没有记录：
    { $lines }

    请改好后把整份名单再发一次。
}
class-list-line-letters = • 第 { $number } 行（{ $words }）：没有姓名
class-list-line-long = • 第 { $number } 行（{ $words }）：超过 60 个字
class-list-line-columns = • 第 { $number } 行（{ $words }）：不止一个姓名或一列。请一行写一个姓名，或在第一行写明哪一列是姓名。
class-list-read = { $count ->
   *[other] <b>{ $name }</b>：我读到 { $count } 个姓名。
}
class-list-first = { $names }
class-list-more = 另外 { $count } 个
class-list-new = 新增（{ $count }）：{ $names }
class-list-known = 已有（{ $count }）：{ $names }
class-list-off = 原来在名单上、这次没有（{ $count }）：{ $names }
class-list-twice = { $count ->
   *[other] 有 { $count } 个姓名重复，只记一次。如果是两个孩子，请加以区分，例如“王伟（大）”：
}
class-list-twice-line = • { $name }（第 { $first } 行和第 { $again } 行）
class-list-sure = 现在还没有算数。这样对吗？
class-list-right = 没有问题
class-list-whole = 这是完整名单
class-list-add = 加到名单里
class-list-drop = 取消
class-list-gone = 这已经处理过了。发送 /class_list 重新开始。
class-list-taken = 已完成。
class-list-done = { $count ->
   *[other] <b>{ $name }</b> 名单上有 { $count } 个孩子。家长写了孩子姓名就会自动对上。发送 /class 查看谁已登记。
}
class-list-dropped = 已取消，没有任何改动。
match-none = { $class_name }：家长写的孩子都在名单上。
match-title = <b>{ $class_name }</b>：下面的孩子是家长写的，不在名单上。请点选，看是名单上的哪一个。
match-whose = { $count ->
    [0] <b>{ $name }</b> 是名单上的哪一个？
   *[other] <b>{ $name }</b>（{ $parents }）是名单上的哪一个？
}
match-put-on = 按这个姓名列入名单
match-done = { $before } 就是名单上的 { $name }。
match-put = { $name } 现在在名单上了。
match-told = 班级名单上，<b>{ $before }</b> 叫 <b>{ $name }</b>。今后我用这个姓名；您之前的回复都保留。
rule-match-gone = 这已经处理过了，或者其中一个现在已有家长。

## Families
command-child = 填写孩子姓名
child-please = 您已在 { $class_name } 登记。孩子叫什么名字？请发送 /child 加姓名。这样老师看到的是孩子的名字。
child-no-class = 请先在班级群的卡片上点“我是家长”。
child-which-class = 您的孩子在哪个班？
child-ask =
    您在 { $class_name } 的孩子叫什么名字？请写姓名，多个孩子用逗号分开。
    （只有本班老师能看到。不想填写请发送 /cancel。）
child-added = { $count ->
   *[other] 谢谢。{ $names } 已列入 { $class_name } 名单；您点一次就算数。
}
guardian-request = <b>{ $name }</b> 也想代表 <b>{ $child }</b>（{ $class_name }）答复。对吗？
guardian-yes = 对
guardian-no = 不对
guardian-asked = { $child } 已经在名单上。我已询问孩子的监护人和班主任，有结果会告诉您。
guardian-nobody = { $child } 已经在名单上，而我联系不到可以同意的人。请和班主任说一声。
guardian-waiting = 我已经问过了，正在等关于 { $child } 的答复。
guardian-accepted = 好了：您也可以代表 { $child } 答复。
guardian-refused = 您关于 { $child } 的请求没有得到同意，请联系班主任。
guardian-request-refused = <b>{ $name }</b> 想代表 <b>{ $child }</b>（{ $class_name }）答复，孩子的监护人没有同意。由您最后决定：是否同意 { $name } 代表 { $child }？
guardian-refused-first = 您关于 { $child } 的请求没有得到同意。我已请班主任最后决定，有结果会告诉您。
guardian-noted = 已记下，我会告诉 { $name }。

## Meetings
command-meeting = 召集会议，请家长回复是否参加
command-move = 会议改期
command-cancel_meeting = 取消会议
command-meetings = 近期会议
meeting-ask =
    会议什么时候开，叫什么名称？请依次写日期、时间、名称，地点写在 @ 后面。例如：
    周五18:30 家长会 @ 201 教室
move-ask =
    会议改到什么时候？例如：
    下周二晚上七点
meeting-no-pictures = 会议卡片上不放图片和文件，您发的内容留在原处。想发给全班，请用 /announce 回复它。
meeting-example = <code>/meeting { $date } 18:30 家长会 @ 201 教室</code>
move-example = <code>/move { $date } 19:00</code>
meeting-time-missing =
    请先写日期和时间，例如：
    { $example }
meeting-time-impossible =
    没有 { $typed } 这个时间，请检查一下。例如：
    { $example }
meeting-time-past =
    { $when } 已经过去了，请写一个将来的时间。例如：
    { $example }
meeting-time-far = { $when } 是两年多以后，请检查年份。
meeting-no-title =
    会议叫什么名称？请写在时间后面，例如：
    { $example }
move-time-only =
    请只写新的日期和时间，例如：
    { $example }
    （名称和地点不变。）
rule-meeting-title = 会议名称要有 1 到 { $limit } 个字，不能只有表情符号。
rule-meeting-place = 地点最多 { $limit } 个字，不能只有表情符号。
rule-meeting-cancelled = 这次会议已取消。
rule-meeting-over = 这次会议已结束。
rule-meeting-same-time = 会议本来就是这个时间。
meeting-group-unlinked = 本群还没有关联班级。请班主任先在这里发送，例如：/class 3B
meeting-no-group = 您的班级都还没有关联群。请班主任把我加进班级群，并在群里发送，例如：/class 3B
meeting-which-class =
    <b>{ $title }</b>
    { $when }
    是哪个班的会议？
meeting-set = 已发布到 { $class_name }。
meeting-draft-gone = 这一步已经完成了。如有需要，请重新发送命令。
meeting-none-yours = 这里没有您可以改期或取消的会议。
meeting-choice = { $title } · { $when }
meeting-which-to-move = 哪个会议改到 <b>{ $when }</b>？
meeting-which-moves = 哪一场会议要改期？
meeting-which-to-cancel = 要取消哪个会议？

meeting-title = <b>{ $title }</b>
meeting-title-class = <b>{ $title }</b> · { $class_name }
meeting-when = <b>{ $when }</b>
meeting-moved-from = （原定 <s>{ $when }</s>）
meeting-place = 地点：{ $place }
meeting-by = 召集人：{ $author }
meeting-question = 您参加吗？点一下就代表您全家。
meeting-ended = 会议已结束。
meeting-off = <b>已取消</b>
meeting-off-class = { $class_name }：会议取消，不再举行。
meeting-struck = <s>{ $what }</s>
meeting-families = { $count } 个家庭
meeting-members = { $count } 位委员
meeting-counts = 参加：{ $yes } · 待定：{ $maybe } · 不参加：{ $no }
meeting-yes = 参加
meeting-no = 不参加
meeting-maybe = 待定
meeting-label = { $label } · { $count }
meeting-noted-yes = 已记下：参加。
meeting-noted-no = 已记下：不参加。
meeting-noted-maybe = 已记下：待定。
meeting-mine-yes = 您的回复：<b>参加</b>
meeting-mine-no = 您的回复：<b>不参加</b>
meeting-mine-maybe = 您的回复：<b>待定</b>

meeting-reminder = <b>会议提醒</b>
meeting-reminder-change = 如有变化，请点下面的按钮。
meeting-news = <b>请注意</b>
meeting-moved-title = <b>会议改期</b>
meeting-moved-suits = 新的时间您方便吗？请点一下；在此之前保留原来的回复。
meeting-missed = “{ $title }”原定 { $when } 的提醒没有发出：当时我没有运行，现在已经太晚了。

meeting-manage = 管理
meeting-move = 改期
meeting-cancel = 取消会议
meeting-list-yes = <b>参加（{ $count }）</b>{ $names }
meeting-list-maybe = <b>待定（{ $count }）</b>{ $names }
meeting-list-no = <b>不参加（{ $count }）</b>{ $names }
meeting-list-missing = <b>未回复（{ $count }）</b>{ $names }
meeting-more = 另外 { $count } 位
meeting-unknown = { $count ->
   *[other] ……群里还有 { $count } 位我不认识
}
meeting-move-form-title = 会议改期
meeting-move-form-when = 改到什么时候？
meeting-move-form-when-short = 开始
meeting-move-form-ready = 参加和待定的家长会收到通知，并请他们重新回复。改为：
meeting-move-form-sent = <b>已改期。</b>
meeting-moved =
    “{ $title }”已改到 { $when }。{ $told ->
        [0] 没有需要私聊通知的人。
       *[other] 已私聊通知 { $told } 位参加或待定的家长。
    }{ $families ->
        [0] { "" }
       *[other] { $families } 个家庭私聊联系不到，所以在群里也发了。
    }
meeting-moved-by = { $name } 把您召集的“{ $title }”改到了 { $when }。
meeting-cancel-sure =
    要取消“{ $title }”（{ $when }）吗？
    参加和待定的家长都会收到通知。取消后不能恢复。
meeting-cancel-yes = 确定取消
meeting-cancelled =
    “{ $title }”（{ $when }）已取消。{ $told ->
        [0] 没有需要私聊通知的人。
       *[other] 已私聊通知 { $told } 位参加或待定的家长。
    }{ $families ->
        [0] { "" }
       *[other] { $families } 个家庭私聊联系不到，所以在群里也发了。
    }
meeting-cancelled-by = { $name } 取消了您召集的“{ $title }”（{ $when }）。
meetings-none = 您的班级近期没有会议。
meetings-coming = { $count ->
   *[other] 近期有 { $count } 个会议：
}
meetings-more = { $count ->
   *[other] 之后还有 { $count } 个。
}
meeting-answer-by = 请在 { $when } 前回复。
meeting-answers-due = 回复截止时间 { $when } 已过，您仍可以回复。
meeting-waits = 您还在候补名单上。一有空位就是您的，我会告诉您。
meeting-told-later = 现在太晚了，通知会在 { $when } 发出。
meeting-still = 您回复之后时间改了。新的时间您方便吗？
meeting-list-unsure = <i>其中改期后尚未再确认（{ $count }）</i>{ $names }
meeting-due-title = “{ $title }”的回复已于 { $when } 截止，当时：
meeting-due-counts = 参加：<b>{ $yes }</b> · 待定：{ $maybe } · 不参加：{ $no } · 未回复：{ $missing }
meeting-due-open = 未回复的家长仍可以回复。发送 /meetings 可以查看是哪些人。
meetings-passed = { $count ->
   *[other] { $name } 不再负责下面的会议，今后由您负责：
}

## A meeting in one’s calendar
calendar-add = 加入日历
calendar-sent = 已私聊发给您。
calendar-file =
    <b>{ $title }</b>
    { $when }
    打开文件即可加入日历。如有变动，我会再发一份新的。
calendar-again = 打开文件，日历里的时间就会更新。
calendar-off = 打开文件，日历里的这项就会标为取消。

## Who comes
list-head =
    <b>参加名单：{ $title }</b>
    { $when }
list-yes = <b>参加：{ $count }</b>{ $heads ->
    [0] { "" }
   *[other] （共 { $heads } 人）
}
list-maybe = <b>待定：{ $count }</b>
list-waiting = <b>候补：{ $count }</b>
list-class = { $class_name }：{ $names }
list-nameless = { $names }
list-print = 可打印的文件
list-file = 参加名单.txt
list-file-note = “{ $title }”的参加名单，可打印后在门口逐一勾选。

## Calling a meeting
meeting-kind-parent = 家长会
meeting-kind-parent-also = 家长会议
meeting-kind-committee = 家委会会议
meeting-kind-committee-also = 家委会
meeting-kind-lecture = 讲座
meeting-kind-lecture-also = 家长讲座
meeting-kind-salon = 沙龙
meeting-kind-salon-also = 家长沙龙
meeting-kind-open_day = 开放日
meeting-kind-open_day-also = 校园开放日
meeting-kind-activity = 活动
meeting-kind-activity-also = 班级活动
meeting-kind-title = { $kind }：{ $title }
meeting-from-until = { $start } – { $end }
meeting-link = 链接：{ $link }
meeting-of-school = 校家委会
meeting-question-member = 您参加吗？家委会成员各自回复。
meeting-question-heads = 您参加吗？点一下就代表您全家，然后我会私下问您来几位。
meeting-goes-out = 现在是免打扰时段：“{ $title }”将于 { $when } 发布。
meeting-members-only = 这次会议只请家委会成员参加。
meeting-members-told = 已写信通知 { $told } 位校家委会成员。{ $left ->
    [0] { "" }
   *[other] 我无法给 { $names } 发消息，请您自己通知。
}
meeting-mine-waiting = 您在<b>候补名单</b>上，有空位时我会告诉您。
meeting-list-waiting = <b>候补（{ $count }）</b>{ $names }
meeting-end-unread = 我看不懂“{ $typed }”，请写 { $when } 之后的时间。可以点按钮，或写成 20:00。
rule-meeting-end = 结束时间要在开始之后，并且不超过两天。请修改结束时间。
rule-meeting-answer-by = 回复截止时间要在现在之后、开始之前，这样家长才来得及回复。
rule-meeting-about = 请不要超过 { $limit } 个字。
meeting-invited-families = 全体家长
meeting-invited-committee = 班级家委会
meeting-invited-seats = 校家委会
meeting-before = { $days ->
    [0] { $hours ->
        [0] 不提醒
       *[other] 提前 { $hours } 小时
    }
   *[other] 提前 { $days } 天
}
meeting-form-title = 新的会议或活动
meeting-form-kind = 是什么会议或活动？
meeting-form-kind-short = 类型
meeting-form-invited = 请谁参加？
meeting-form-invited-short = 邀请
meeting-form-classes = 请哪些班级？点选后点“选好了”，也可以直接写：3A、3B
meeting-form-classes-short = 班级
meeting-form-title-ask = 叫什么名称？请写下来。
meeting-form-title-ask-short = 名称
meeting-form-when = 什么时候开始？
meeting-form-when-short = 开始
meeting-form-place = 在哪里？请写地点，或发一个链接。
meeting-form-place-short = 地点
meeting-form-more = 这样就可以了吗？还可以设结束时间、议程、名额、回复截止时间和提醒。
meeting-form-more-short = 更多
meeting-form-more-yes = 继续补充
meeting-form-more-no = 这样就好
meeting-form-ends = 什么时候结束？点一下，或写成 20:15
meeting-form-ends-short = 结束
meeting-form-about = 内容是什么？请写议程或几句说明。
meeting-form-about-short = 议程
meeting-form-capacity = 一共有多少名额？满了以后，其他家庭进入候补，有空位会自动递补。
meeting-form-capacity-short = 名额
meeting-form-heads = 要问每个家庭来几位吗？那样名额按人数计算。
meeting-form-heads-short = 问人数
meeting-form-due = 请家长什么时候之前回复？截止前一天，我会问还没有回复的人。
meeting-form-due-short = 回复截止
meeting-form-reminders = 什么时候提醒要来的人？点选后点“选好了”。
meeting-form-reminders-usual = 跳过的话：{ $usual }。
meeting-form-reminders-short = 提醒
meeting-form-ready =
    <b>{ $class_names }</b> · <b>{ $when }</b>
    提醒：{ $reminders }
    效果如下：
meeting-form-sent = <b>已发送。</b>

## Places at a meeting
more-told = 电话告知
meeting-heads = { $names }（{ $heads }）
meeting-by-phone = { $name }（电话）
meeting-told-ask = 哪个家庭通过电话或书面告诉您是否参加“{ $title }”？请点选。
meeting-told-what = <b>{ $name }</b>，“{ $title }”：家长怎么说？
meeting-told-noted = 已为 { $name } 记录：{ $reply }
meeting-told-waits = 名额已满：{ $name } 在候补名单第 { $number } 位。
meeting-told-already = { $name } 已经回复过了。
meeting-told-name = 孩子叫什么名字？请写姓名。
more-places = 名额
places-taken = 名额 { $capacity }，已占 { $taken }（每家一个）
places-taken-heads = 名额 { $capacity }，已占 { $taken }（每人一个）
places-waiting = { $count } 个家庭候补中
places-heads = 一共来 <b>{ $count } 人</b>
places-how-many = 你们来几位？
places-more = 更多…
places-ask =
    <b>{ $title }</b>，{ $when }
    你们来几位？
places-ask-number = “{ $title }”你们来几位？请写一个数字。
places-noted-ask = 已记下：参加。来几位？请在私聊里告诉我。
places-noted = 已记下：来 { $count } 位。
places-waits = 已记下：来 { $count } 位。您在候补名单上排第 { $number } 位。
places-full = 名额已满。您在候补名单上排第 { $number } 位。{ $reachable ->
    [0] 请在我的私聊里点“开始”，有空位时我才能告诉您。
   *[other] 有空位时我会告诉您。
}
rule-places-too-few = { $left ->
    [0] 没有空余名额了，所以什么都没有改。
   *[other] 只剩 { $left } 个名额可以给您，所以什么都没有改。
}
places-moved-up = <b>有空位了，给您留着。</b>您可以参加。
places-give-back = 如果不能来，请点“不参加”，下一家就能递补。
places-unreached = “{ $title }”：有 { $count } 个家庭从候补名单递补上来，但我无法给他们发消息，请您自己通知{ $named ->
    [0] 。
   *[other] ：{ $names }
}
places-set-ask = “{ $title }”有多少名额？{ $heads ->
    [0] 每家占一个。
   *[other] 每人占一个。
}{ $capacity ->
    [0] 目前没有限制。
   *[other] 目前 { $capacity } 个名额已占 { $taken } 个。
}{ $waiting ->
    [0] { "" }
   *[other] 有 { $waiting } 个家庭候补中。
}点一下，或写一个数字；0 表示不限。已有名额的家庭不受影响。
places-no-limit = 不限
places-set = { $capacity ->
    [0] “{ $title }”现在不限名额。
   *[other] “{ $title }”现在有 { $capacity } 个名额。
}{ $moved ->
    [0] { "" }
   *[other] 有 { $moved } 个递补上来，已通知。
}

## Around a meeting
more-title = 要为“{ $title }”（{ $when }）做什么？
more-after =
    “{ $title }”已结束。接下来做什么？
    请先登记谁到了，然后可以请到场的人给反馈。
more-agenda = 议程
more-speaker = 主讲人
more-link = 直播链接
more-questions = 提问
more-code = 签到码
more-came = 登记到场
more-minutes = 写会议纪要
more-decision = 记录决定
more-task = 布置任务
more-feedback = 征求反馈
meeting-else = 更多…

command-came = 登记谁参加了会议
command-here = 我到会了：发送门口的签到码
attendance-none = 您负责的会议近期都还没有开始。
attendance-early = 会议于 { $when } 开始，开始前半小时起才能这样做。
attendance-names = 孩子的姓名只向本班老师显示。家长仍可发送签到码。
attendance-unknown = 在“{ $title }”的名单上没有找到“{ $name }”，或者有重名。请用按钮选择。
attendance-head =
    <b>{ $title }</b> · { $when }
    到场：<b>{ $came }</b> / { $asked }
attendance-how = 点一下到场的人；再点一下取消。
attendance-nobody = 名单上还没有人。
attendance-all = 所有答复“参加”的（{ $count }）
attendance-all-marked = 已登记 { $count } 位到场。
attendance-marked = { $name } 到了。
attendance-unmarked = { $name } 没有到。
attendance-back = « 上一页
attendance-on = 下一页 »
attendance-code-button = 签到码
attendance-code =
    “{ $title }”的签到码：<code>{ $code }</code>
    请写在黑板上。家长私下发给我就算到场。
    有效时间：{ $opens } 至 { $closes }。
here-ask = 门口的四位数字是多少？
here-not-a-code = 签到码是四位数字。请再看一下门口。
here-wrong = 这不是您班级现在这场会议的签到码。请再看一下门口。
here-too-often = 输错的次数太多了。请直接告诉老师您到了，或一小时后再试。
here-not-asked = 您不在“{ $title }”的名单上。请告诉会议发起人。
here-noted = 欢迎参加“{ $title }”！已登记到场：{ $names }

feedback-early = 会议结束后才能征求反馈。
feedback-nobody = 还没有可以私下联系的到场者。请先登记谁到了。
feedback-sent = 已向参加“{ $title }”的 { $count } 人征求反馈。结果于 { $when } 公布，前提是至少 { $enough } 人作答。
feedback-close = 现在结束并查看结果
feedback-waits = <b>“{ $title }”怎么样？</b>（{ $when }）点三下就好，没有人知道是谁点的。
feedback-open = 说说看法
feedback-head = <b>{ $title }</b>（{ $when }）怎么样？
feedback-how = 点三下：打分（5 分最高）、一件好的（+）、一件该改的（→）。
feedback-honest = 匿名：只记下您答过；您的回答另外存放，不带姓名和时间。结果在结束后、满 { $enough } 份回答时才公布。
feedback-plus = + { $what }
feedback-arrow = → { $what }
feedback-good-topic = 主题
feedback-good-talk = 讲解
feedback-good-exchange = 交流
feedback-good-prepared = 准备充分
feedback-good-length = 时长
feedback-good-nothing = 没什么特别
feedback-change-shorter = 短一些
feedback-change-time = 换个时间
feedback-change-more-exchange = 多些交流
feedback-change-topics = 换些主题
feedback-change-room = 场地和音响
feedback-change-nothing = 不用改
feedback-words = 我想自己写
feedback-left = 已记下。还要点：{ $left }
feedback-left-again = 已记下。您之前点过的（如有）已不在：没点完的回答只放在内存里。还要点：{ $left }
feedback-left-points = 打分
feedback-left-good = 好的地方
feedback-left-change = 该改的地方
feedback-typed = 请回复 1 到 5 的数字，或按钮上的文字。
feedback-thanks = 谢谢！您的回答已保存，不带姓名。
feedback-words-ask = “{ $title }”哪里好，哪里该改？请用一条消息写下。不会存姓名，但您的文笔可能让人认出您。
feedback-words-noted = 谢谢！已保存，不带姓名。
feedback-results =
    <b>到场者怎么看“{ $title }”</b>
    { $asked } 人中有 { $answers } 人作答
feedback-is-interrupted = 关于“{ $title }”的反馈<b>已中断</b>：进行期间恢复了备份，而备份从不包含尚未结束的匿名回答。不作统计。
feedback-again = 重新询问
feedback-too-few = 作答的不到 { $enough } 人，为免看出谁说了什么，不公布任何内容。回答已删除。
feedback-average = 平均 <b>{ $average }</b> 分（满分 5 分）
feedback-points = { $points } 分：{ $count }
feedback-ranking-good = <b>好的地方</b>
feedback-ranking-change = <b>该改的地方</b>
feedback-count = { $what }：{ $count }
feedback-written = <b>原话</b>，不分先后
feedback-quote = <q>{ $words }</q>
feedback-more = ……还有 { $count } 条
rule-feedback-sent = 已经向到场者征求过反馈了。
rule-feedback-closed = 这次反馈已经结束。
rule-feedback-not-asked = 这个问题只问参加了会议的人。
rule-feedback-taken = 您已经答过了。没有人知道哪份是您的回答，所以不能再改。
rule-feedback-wrote = 您已经写过了。没有人知道哪些话是您写的，所以不能再改。
rule-feedback-words = 请写不超过 { $limit } 个字符。

command-minutes = 写会议纪要
minutes-title = <b>会议纪要：{ $title }</b> · { $class_names } · { $when }
minutes-corrected = <i>已更正</i>
minutes-decided = <b>决定</b>
minutes-point = • { $text }
minutes-vote = • { $text } { $result }（{ $figures }）
minutes-to-do = <b>任务</b>
minutes-task = • { $text }（{ $who }，{ $when }前）
minutes-none = 您负责的会议近期都还没有开始，没有可写的纪要。
minutes-album-partly = 我只看到您回复的那一张图片或一个文件，没有看到整组。其余的可以补上：点“修改”，再点“照片和文件”。
minutes-decision-ask = “{ $title }”做了哪些决定？每行写一条。
minutes-decision-suggested = 如果是关于下面家庭的建议，请先点它，支持者会收到结果。
minutes-decision-noted = 已把 { $count } 条决定记入“{ $title }”的纪要。
minutes-form-title = 会议纪要
minutes-form-meeting = 哪一场会议？
minutes-form-meeting-short = 会议
minutes-form-text = 会上谈了什么？请写下纪要。
minutes-form-text-short = 正文
minutes-form-files = 要附上照片或文件吗？请逐个发来，然后点“选好了”。
minutes-form-files-short = 照片和文件
minutes-form-ready = 纪要将发到群里，并私下发给 { $count } 位受邀者：
minutes-form-again = 纪要已经发出。各处都会改成这样，并注明“已更正”：
minutes-form-sent = <b>已发出。</b>
rule-minutes-long = 纪要最多 { $limit } 个字符。更长的请作为文件发送。
rule-decision-text = 一条决定最多 { $limit } 个字符，须含文字或数字。

command-tasks = 会后您要做的事
task-line = <b>{ $text }</b> · { $when } 前{ $late }
task-late = { " " }· 已过期
task-number = { $number }. { $task }
task-given =
    您有一项新任务：<b>{ $text }</b>
    { $when } 前完成{ $late }
task-reminder =
    <b>提醒：</b>{ $text }
    { $when } 前完成{ $late }
task-done = 完成
task-noted = 已完成：{ $text }
task-done-before = 这件事已经完成了：{ $text }
task-done-by = { $name } 已完成：{ $text }
tasks-yours = { $count ->
    [0] 您没有要做的事。
   *[other] 您有 { $count } 项任务。点“完成”，或写 <code>/tasks</code> 加上完成的那项的序号。
}
tasks-no-such = 您的清单上没有“{ $typed }”。写 /tasks 查看清单。
task-form-title = 新任务
task-form-meeting = 来自哪一场会议？
task-form-meeting-short = 会议
task-form-text = 要做什么？
task-form-text-short = 任务
task-form-who = 谁来做？
task-form-who-short = 谁
task-form-due = 什么时候之前？
task-form-due-short = 期限
task-form-ready = 请在 <b>{ $when }</b> 前完成；提前一天我会提醒：
task-form-preview =
    <b>{ $text }</b>
    { $who }
task-form-sent = <b>已布置。</b>
rule-task-text = 一项任务最多 { $limit } 个字符，须含文字或数字。

command-agenda = 家委会下次要谈的事
agenda-title =
    <b>议程：{ $title }</b> · { $class_names }
    { $when }
agenda-item = { $number }. { $text }（{ $who }）
agenda-empty = 还没有议题。
agenda-add = 添加议题
agenda-open-tasks = <b>尚未完成（{ $count }）</b>
agenda-task-done = 完成：{ $text }
agenda-take-off = 去掉第 { $number } 项
agenda-none = 您的班级没有安排家委会会议。
agenda-ask = 您想在“{ $title }”上谈什么？每行写一项。
agenda-not-yours = 只有添加的人或会议发起人可以去掉它。
agenda-taken-off = 已去掉：{ $text }
agenda-card = <b>议程</b>
agenda-card-item = { $number }. { $text }
agenda-card-tasks = 还有 { $count } 项以前的任务未完成：/agenda
rule-agenda-text = 一项议题最多 { $limit } 个字符，须含文字或数字。
rule-agenda-full = 议程上已有 { $limit } 项，满了。

lecture-card-speaker = 主讲人：<b>{ $name }</b>
lecture-card-about = 主讲人：<b>{ $name }</b>，{ $about }
lecture-card-live = 有直播：答复“参加”的人在开始前 15 分钟私下收到链接。
lecture-ask-button = 向主讲人提问
lecture-watch = 观看直播
lecture-live =
    <b>{ $title }</b> 有直播。
    开始时间：{ $when }。
lecture-other-kind = 只有讲座和沙龙有主讲人、会前提问和直播链接。
lecture-speaker-ask = “{ $title }”由谁主讲？请写姓名，逗号后写一句介绍。例如：李伟医生，儿科医生
lecture-speaker-noted = “{ $title }”的卡片上现在写着 { $name }。
lecture-link-ask = “{ $title }”在哪里直播？请发链接。我会保管到开始前 15 分钟，然后只发给参加的人。
lecture-link-noted = 已记下。参加“{ $title }”的人将于 { $when } 私下收到链接。
lecture-link-told = { $count ->
    [0] 已记下。从现在起，谁答复“参加”，谁就立刻收到链接。
   *[other] 已把链接发给参加的 { $count } 人。从现在起，谁答复“参加”，谁就立刻收到。
}
lecture-questions = <b>“{ $title }”的提问</b>（{ $count }）
lecture-question = { $number }. { $text }
lecture-question-by = { $number }. { $text }（{ $who }）
lecture-more = ……还有 { $count } 个
lecture-question-ask = 您想在“{ $title }”上问什么？请写下您的问题。
lecture-question-how =
    <q>{ $text }</q>
    怎样提交？
lecture-unnamed = 不写我的名字
lecture-named = 写上我的名字
lecture-question-noted = 您的问题已列入清单。
rule-lecture-speaker = 姓名最多 { $limit } 个字符，须含文字。
rule-lecture-about = 请不超过 { $limit } 个字符。
rule-lecture-link = 这不是链接。链接以 https:// 开头。
rule-lecture-question = 一个问题最多 { $limit } 个字符，须含文字或数字。
rule-lecture-questions-full = 问题已经很多，清单满了。

## Notices
command-announce = 给班级家长发通知
command-announcements = 待发的通知和确认情况
announce-ask =
    要通知什么？请写下内容。
    如需定时发布，请以时间开头，例如：明天早上7点45分。内容前还可以写：紧急：、签名：（请家长签署）、无需确认：、置顶：
announce-ask-planned = { $planned ->
    [1] { $when } 要通知什么？请写下内容。
   *[0] 要通知什么？请写下内容。
}
notice-which-class = 发给哪个班？
notice-form-title = 新通知
notice-form-classes = 发给哪些班？逐个点选，再点“选好了”。也可以直接写：3A、3B
notice-form-classes-short = 班级
notice-form-text = 要通知什么？请写下内容，也可以发一张图片或一个文件，把内容写在下面。
notice-form-text-short = 内容
notice-form-files = 要附上图片或文件吗？最多十个，发完后点“选好了”。
notice-form-files-short = 图片和文件
notice-form-confirm = 家长怎样确认？
notice-form-confirm-short = 确认
notice-confirm-none = 不用确认
notice-confirm-tap = “收到”
notice-confirm-signed = 签名：同意或不同意
notice-form-weight = 要突出显示吗？紧急通知在免打扰时段也会发布；置顶的会在群里保留一周。
notice-form-weight-short = 突出显示
notice-weight-usual = 和平常一样
notice-weight-urgent = 紧急
notice-weight-pinned = 置顶
notice-weight-both = 紧急并置顶
notice-form-full = 当天我发到班级群的消息已达到学校希望的数量。怎么办？
notice-form-full-short = 当天已满
notice-form-when = 什么时候发布？
notice-form-when-short = 时间
notice-form-now = 现在
notice-form-ready = <b>{ $class_names }</b> · { $planned ->
    [0] <b>现在</b>发布
   *[other] 定于 <b>{ $when }</b> 发布
}，效果如下：
notice-form-quiet = 这是免打扰时段，结束后才会发布。（标为紧急可以马上发布。）
notice-form-sent = <b>已发送。</b>
notice-urgent-words = 紧急,加急
notice-signed-words = 签名
notice-unasked-words = 仅供参考,无需确认
notice-pinned-words = 置顶
notice-album-partly = 我只看到您回复的那一张图片或一个文件，没有看到整组。请把整组发给我私聊，再用 /announce 回复它，就会全部带上。
notice-full-not = 还没满
notice-full-anyway = 仍然发布
notice-full-later = { $tomorrow ->
    [0] { $day }
   *[other] 明天
} { $time }
notice-full-never = 不发布
notice-full-dropped = 没有发布。
notice-full = { $class_names }：{ $day }我发到群里的消息已有 { $count } 条，达到学校希望的数量。您的通知怎么办？
notice-draft-gone = 这条已经发布，或放得太久了。发送 /announcements 查看待发和已发的通知。
notice-no-class-here = 本群还没有关联班级。请班主任在这里发送，例如：/class 3B
notice-no-class = 您的班级都还没有群。请把我加进班级群，并在群里发送，例如：/class 3B
notice-no-group = { $class_name } 已经没有群了，无法在那里发布。
notice-not-a-time = 没有这个时间：{ $typed }。可以写：明天上午7点45分。没有发布任何内容。
notice-too-long = { $over ->
   *[other] 内容超长 { $over } 个字符，所以没有发布。请缩短，或分成两条通知。
}
notice-empty = 里面没有内容，通知保持不变。如要撤回，请点通知卡片上的“撤回”（发送 /announcements 可以看到）。
notice-edit-unknown = 那条消息没有发布成通知，修改它不起作用。请重新发送 /announce。
notice-title = { $urgent ->
    [0] { "" }
   *[other] <b>紧急</b> · { "" }
}<b>{ $class_names }</b> · { $author }
notice-corrected-at = <i>已更正：{ $when }</i>
notice-corrected-as = <i>已更正：{ $when } · { $what }</i>
notice-differs-replaced = { $was } → { $now }{ $more ->
    [0] { "" }
   *[other] 等
}
notice-differs-added = 新增：“{ $now }”{ $more ->
    [0] { "" }
   *[other] 等
}
notice-differs-removed = 删去：“{ $was }”{ $more ->
    [0] { "" }
   *[other] 等
}
notice-differs-files = 图片或文件已更换
notice-count = { $families ->
    [0] <i>看过后请点“收到”。</i>
   *[other] <i>已有 { $families } 个家庭确认收到。</i>
}
notice-got-it = 收到
notice-is-withdrawn = <b>已撤回。</b>此通知作废。
notice-was-withdrawn = 这条通知已撤回，不用确认了。
notice-noted = 已记录，谢谢！
notice-noted-for = 已为 { $names } 记录，谢谢！
notice-reminder = 提醒：“{ $head }”——还有家庭没有确认。还没确认的家长，请点“收到”。
notice-nudge =
    请确认您已看过：<b>{ $class_names }</b>

    { $text }
notice-author-title = <b>{ $class_names }</b>：“{ $head }”
notice-author-count = 已确认：<b>{ $confirmed } / { $families }</b>
notice-author-told = 其中电话或书面告知：{ $names }{ $more ->
    [0] { "" }
   *[other] {" "}等，另有 { $more } 人
}
notice-author-missing = <b>未回复（{ $count }）：</b>{ $names }{ $more ->
    [0] { "" }
   *[other] {" "}等，另有 { $more } 人
}
notice-author-unknown = ……群里另有 { $count } 人我不认识
notice-author-classes-more = ……另有 { $count } 个班，未确认的更少
notice-author-unasked = 这条通知不需要确认。
notice-author-all = 我认识的家庭都确认了。
notice-parent = { $name }（家长）
notice-nudge-button = { $left ->
    [1] 提醒未确认的（最后一次）
   *[other] 提醒未确认的家长
}
notice-told-button = 电话或书面告知
notice-correct-button = 更正
notice-withdraw-button = 撤回
notice-nudged = { $reached ->
    [0] 他们都不能私下联系到。
   *[other] 已私下提醒 { $reached } 人。
}{ $unreached ->
    [0] 未确认的都提醒到了。
   *[other] 还有 { $unreached } 人（户）联系不到，已在群里不点名提醒。
}
notice-told-ask = “{ $head }”——谁已通过电话或书面告知您？请点名字。
notice-told-so-far = 已记录：{ $names }{ $more ->
    [0] { "" }
   *[other] {" "}等，另有 { $more } 人
}
notice-told-other = 其他孩子…
notice-told-name = “{ $head }”——孩子叫什么名字？多个孩子用逗号分开。
notice-told-noted = 已记为电话或书面告知：{ $names }
notice-told-already = { $name } 已经确认过了。
notice-correct-ask = “{ $head }”——要改成什么？请写下完整内容。（发送 /cancel 则保持不变。）
notice-correct-done = 已更正，卡片显示新内容。
notice-withdraw-ask = 要撤回“{ $head }”吗？群里会加删除线，也不能再确认。（不撤回就不用点。）
notice-withdraw-yes = 是的，撤回
notice-withdraw-done = 已撤回。
notice-planned = { $held ->
    [0] <b>定于 { $when } 发布</b> · { $class_names }
   *[other] <b>{ $time } 发布</b> · { $class_names }
    免打扰时段到 { $when } 为止。如果不能等，请点“立即发布”。
}
notice-now-button = 立即发布
notice-now-late = 已经发布了：{ $when }
notice-now-done = 已发布。
notice-files-button = 图片和文件…
notice-files-form-title = 图片和文件
notice-files-ask = 请发送要换上的图片或文件，最多十个，发完后点“选好了”。点“跳过”则不带任何文件。
notice-files-ask-short = 图片和文件
notice-files-ready = “{ $head }”——效果如下：
notice-files-form-sent = <b>已修改。</b>
notice-posted = <b>已发布</b> · { $class_names }
notice-cancelled = <b>已取消，没有发布</b> · { $class_names }
notice-change-button = 修改
notice-cancel-button = 取消发布
notice-cancel-done = 已取消，不会发布。
notice-change-ask =
    “{ $head }”——要改什么？
    请写下新内容，或新的时间（例如周五早上7点45分），也可以两样都写。（发送 /cancel 则保持不变。）
notice-later-form-title = 通知改时间
notice-later-form-ready = 将于 <b>{ $when }</b> 发布：
notice-later-form-sent = <b>已修改。</b>
notice-change-done = 已修改，将于 { $when } 发布。
notices-none = 没有待发的通知，最近 14 天也没有发过。用 /announce 可以给班级发通知。
notices-planned = { $count ->
    [0] 没有待发的通知。
   *[other] <b>待发的通知（{ $count }）：</b>
}
notices-planned-line = <b>{ $number }.</b> { $class_names } · { $when }：“{ $head }”
notices-running = { $count ->
    [0] 最近 14 天没有发过通知。
   *[other] <b>最近 14 天发布的通知（{ $count }）：</b>
}
notices-running-line = <b>{ $number }.</b> { $class_names } · { $when }：“{ $head }”{ $confirmed ->
    [0] { "" }
   *[other] {" "}· { $confirmed } 已确认
}
notices-show = { $number } 查看
notices-change = { $number } 修改
notices-cancel = { $number } 取消
notices-withdraw = { $number } 撤回
notices-newer = ‹ 返回
notices-older = 更多 ›
notice-missed = <b>没有发布：</b>这条定于 { $when } 在 { $class_names } 发布，但那时我没有运行。如果仍然需要，请用 /announce 发送：
notice-right-lost = <b>没有发布：</b>这条由 { $author } 定于 { $when } 在 { $class_names } 发布，而 { $author } 已无权在那里发通知。如果仍然需要，请用 /announce 发送：
notice-group-lost = <b>没有发布：</b>这条由 { $author } 定于 { $when } 发布，而 { $class_names } 已经没有群了：
rule-notice-withdrawn = 这条通知已撤回。
rule-notice-posted = 这条通知已经发布，时间不能再改。
rule-notice-unposted = 这条通知还没有发布。
rule-notice-nudged-out = 已经提醒过两次，再提醒只会打扰人。打个电话也许更好。

slip-sign = 签署
slip-count = { $signed ->
    [0] 请点“签署”：我会在私聊里为每个孩子分别询问。
   *[other] 已为 <b>{ $signed } 个孩子</b>签署。请点“签署”：我会在私聊里为每个孩子分别询问。
}
slip-in-private = 回执在我们的私聊里。
slip-below = 回执在下面。
slip-name-first = 签署“{ $head }”之前，需要孩子的名字。登记好后请点：
slip-title = <b>家长回执</b> · { $class_names }
slip-about = { $child }：“{ $head }”
slip-line = { $child }：<b>{ $said }</b>
slip-said-yes = 同意
slip-said-no = 不同意
slip-said-conflict = 有两种不同的答复
slip-said-nothing = 尚未签署
slip-said-counts = 有效
slip-said-before = 之前的
slip-said-void = 针对更正前的内容
slip-comment = 备注：{ $comment }
slip-by = 签署人：{ $name } · { $when }
slip-form-title = 家长回执
slip-form-notice = 您要签署哪一条？
slip-form-notice-short = 通知
slip-form-child = 为哪个孩子签？每个孩子一份回执。
slip-form-child-short = 孩子
slip-form-answer = 您同意吗？
slip-form-answer-short = 答复
slip-form-comment = 有什么要告诉老师的吗？请写下，或点“跳过”。
slip-form-comment-short = 备注
slip-form-ready = <b>请再看一遍。</b>点“发送”后才算数，只有老师能看到。
slip-form-sent = <b>已签署，谢谢！</b>如果改变主意，再点一次“签署”即可。
slip-next = “{ $head }”：还需要为 { $names } 签署。
slip-nudge = <b>{ $class_names }</b>：请为孩子签署。
slip-again = “{ $head }”在您为{ $names }签署之后已更正。请重新阅读，并按现在的内容签署。

    { $text }
slip-reminder = 提醒：“{ $head }”——还有家庭没有签署。还没签署的家长，请点“签署”。
slip-differs = “{ $head }”：关于 { $child }，两位监护人的答复不一样。已请班主任确认以哪个为准。您仍然可以修改自己的答复。
slip-agree = “{ $head }”：关于 { $child } 的答复现在一致：<b>{ $said }</b>。
slip-settled = “{ $head }”：关于 { $child }，班主任已确认以此为准：<b>{ $said }</b>。如有不对，请联系{ $school }。
slip-conflict = <b>{ $child }</b>（{ $class_name }）：监护人对“{ $head }”的答复不一致。

    { $words }

    请与他们沟通，再点选以哪个为准。在此之前，回执显示为未达成一致。
slip-word = { $name }：<b>{ $said }</b> · { $when }
slip-on-paper = 纸质回执
slip-counts = 以“{ $said }”为准
slip-settle-noted = 已记录：{ $child } 以“{ $said }”为准，我会告知监护人。
slip-paper-button = 登记纸质回执
slip-paper-who = “{ $head }”——谁交了纸质回执？请点名字。
slip-paper-ask = “{ $head }”——<b>{ $child }</b> 的回执上写的是？
slip-paper-noted = 已登记纸质回执：{ $child }，{ $said }。
slip-author-count = 已签署：<b>{ $signed } / { $children }</b>
slip-author-class = <b>{ $class_name }</b>：同意 { $yes }，不同意 { $no }{ $differing ->
    [0] {""}
   *[other] ，未一致 { $differing }
}，未签 { $missing }，共 { $families }{ $told ->
    [0] {""}
   *[other] （纸质 { $told }）
}
slip-author-yes = <b>同意（{ $count }）：</b>{ $names }{ $more ->
    [0] {""}
   *[other] {" "}等，另有 { $more } 个
}
slip-author-no = <b>不同意（{ $count }）：</b>{ $names }{ $more ->
    [0] {""}
   *[other] {" "}等，另有 { $more } 个
}
slip-author-conflict = <b>监护人意见不一（{ $count }）：</b>{ $names }{ $more ->
    [0] {""}
   *[other] {" "}等，另有 { $more } 个
}
slip-author-comment = { $child }：<i>{ $comment }</i>
slip-author-comments-more = ……另有 { $count } 条备注，见导出的表格
slip-export-button = 导出
slip-export-done = “{ $head }”——全部回执的表格。里面是各家庭私下告诉您的内容。
slip-file = 回执-{ $day }
slip-column-child = 孩子
slip-column-class = 班级
slip-column-guardian = 监护人
slip-column-answer = 答复
slip-column-comment = 备注
slip-column-time = 时间
slip-column-how = 方式
slip-column-counts = 是否有效
slip-how-signed = 在此签署
slip-how-paper = 纸质
slip-how-settled = 班主任
rule-slip-comment = 请写不超过 { $limit } 个字。
rule-slip-agreed = { $child } 的答复现在一致，不用再决定了。
rule-slip-on-file = { $child } 的回执已经签署了。

question-button = 提问
question-ask = “{ $head }”——您想问什么？只有发布者能看到是谁问的。
question-passed = 已转达您关于“{ $head }”的问题，有答复会在这里告诉您。
question-nobody = 已记下您关于“{ $head }”的问题，但目前联系不到能回答的人。如果着急，请用其他方式询问。
question-thanks = 谢谢,谢谢老师,老师辛苦了,辛苦了,收到,收到谢谢,好的,好的谢谢,知道了,明白,了解,嗯,好
question-asked = <b>{ $name }</b> 就“{ $head }”提问：

    <q>{ $text }</q>
question-reply-button = 回答
question-waiting = 有 <b>{ $count } 个问题</b>等待回答
question-waiting-button = 问题（{ $count }）
question-none = 没有等待回答的问题。
question-gone = 这个问题已经回答了，或不由您回答。
question-form-title = 回答问题
question-form-which = 哪个问题？
question-form-which-short = 问题
question-form-answer = 您的回答是？
question-form-answer-short = 回答
question-form-to = 给谁看？
question-form-to-short = 对象
question-to-everybody = 给所有人
question-to-asker = 只给提问的人
question-ready-everybody = 这会显示在通知下面，所有人可见，但看不到是谁问的。
question-ready-asker = 这只会私下发给提问的人。
question-form-sent = <b>已回答。</b>
question-pair = <b>问：</b>{ $question }
    <b>答：</b>{ $answer }
question-pairs = <b>已回答 { $count } 个问题</b>
question-older = ……另有 { $count } 个更早的
question-answered = { $name } 回答了您关于“{ $head }”的问题：

    { $pair }
question-answered-all = 您关于“{ $head }”的问题已在通知下面回答，所有人可见，不显示您的名字：

    { $pair }
rule-question-text = 请用不超过 { $limit } 个字提问。
rule-answer-text = 请用不超过 { $limit } 个字回答。
rule-question-enough = 您今天已经问了 { $limit } 个问题。请给学校打电话，或明天再问。
rule-question-answered = 这个问题已经回答了。

guardians-changed = “{ $title }”（{ $when }）：{ $child } 的答复现在是<b>{ $now }</b>。之前您答的是：{ $was }。另一位监护人作了修改，你们两位都会收到通知。再点一次即可更改。
guardians-changed-own = “{ $title }”（{ $when }）：按您的答复，{ $child } 现在是<b>{ $now }</b>。之前另一位监护人答的是：{ $was }。你们两位都会收到通知。
guardians-said-yes = 参加
guardians-said-no = 不参加
guardians-said-maybe = 待定
guardians-said-waiting = 候补

passed-notices = { $name } 不再负责以下 { $count } 条通知，现在由您负责：
passed-line = { $number }. { $what }
passed-more = ……另有 { $count } 个
passed-ask = 都照常有效。如有不需要的，可以在这里取消。
passed-keep = 全部保留
passed-drop = 取消 { $number }
passed-kept = 已记录：全部保留。
notice-author-class = <b>{ $class_name }</b>：{ $families } 家中 { $confirmed } 家已确认，{ $missing } 家未确认{ $told ->
    [0] {""}
   *[other] （{ $told } 家告知）
}
notice-nudge-class = { $left ->
    [1] 提醒 { $class_name }（最后一次）
   *[other] 提醒 { $class_name }
}
notice-nudged-later = 现在太晚了：{ $at } 我会私下提醒 { $reached } 人。{ $unreached ->
    [0] {""}
   *[other] {" "}另有 { $unreached } 人这样联系不到，群里的提醒不点名。
}

## Surveys
command-survey = 向家长做问卷
command-surveys = 您负责的问卷
survey-no-class = 没有您可以发问卷的班级群。
survey-title =
    { $invited ->
        [0] 📋 <b>{ $title }</b>
       *[other] 📋 <b>{ $title }</b>（发给参加了{ $meeting }的家长）
    }
    <b>{ $class_names }</b> · { $author }
survey-is-withdrawn = 这份问卷已撤回。
survey-is-interrupted = <b>已中断。</b>问卷进行期间恢复了备份，而备份从不包含尚未结束的匿名回答。问卷已结束，不作统计；发起人可以重新发问卷。
survey-asks = 共 { $count } 题，约 { $minutes } 分钟。
survey-count = { $option }：<b>{ $count }</b> { $bar }
survey-unit = <i>{ $unit ->
    [child] 每个孩子一份，以最后一次回答为准。
    [person] 每位家长各答各的。
   *[family] { $anonymous ->
        [0] 每家一份，以最后一次回答为准。
       *[other] 每家一份，提交后不能修改。
    }
}</i>
survey-named = <i>{ $live ->
    [0] 实名：发起人能看到谁答了什么。群里只显示有多少人回答。
   *[other] 实名：发起人能看到谁答了什么。群里只显示票数。
}</i>
survey-anonymous = <i>匿名：我只记下您参加了；您答的内容另外存放，不带姓名，也不带时间。{ $staff ->
    [0] 结果在截止后公布，而且至少要有 { $enough } 份回答。
   *[other] 结果在截止后只给校长看，而且至少要有 { $enough } 份回答。
}</i>
survey-by-class = <i>满 { $enough } 份回答的班级，结果可能按班显示。</i>
survey-own-words = <i>您的行文习惯可能让人认出是您。</i>
survey-is-closed = 已于 { $when } 截止。
survey-until = <b>{ $when }</b> 截止。
survey-moved = <i>{ $when } 改过截止时间，原定 { $was }。</i>
survey-reopened = <i>{ $when } 重新开放，之前于 { $was } 截止。</i>
survey-answered = { $unit ->
    [child] { $count ->
        [0] 还没有人回答。
       *[other] 已有 { $count } 个孩子的回答。
    }
    [person] { $count ->
        [0] 还没有人回答。
       *[other] 已有 { $count } 人回答。
    }
   *[family] { $count ->
        [0] 还没有人回答。
       *[other] 已有 { $count } 家回答。
    }
}
survey-answer = 去回答（{ $minutes } 分钟）
survey-toggle = 合适的都可以点，再点一次可取消。
survey-toggle-last = 至少要留一项，请先点别的。
survey-noted-several = 已记下：{ $answer }。再点一次可取消。
survey-noted = 已记下：{ $answer }。点别的选项可以修改。
survey-noted-secret = 谢谢！您的回答已存下，不带姓名。
survey-tap-again = 再点一次“{ $answer }”即可提交，提交后不能修改。
survey-not-there = 这份问卷只发给参加了那次会的家长。

survey-below = 问卷在下面。
survey-in-private = 我在私聊里问您。
survey-how = 要回答，请打开和我的私聊，点<b>开始</b>。我会在那里一题一题地问。
survey-place = { $title } · 第 { $number } 题，共 { $count } 题
survey-hint-one = 请选一项。
survey-hint-several = { $least ->
    [1] 符合的都可以点（最多 { $most } 项），然后点“完成”。
   *[other] 请选 { $least } 到 { $most } 项，然后点“完成”。
}
survey-hint-scale = 请点 1 到 5。
survey-hint-number = { $bounded ->
    [0] 请发一个数字。
   *[other] 请发一个 { $least } 到 { $most } 的数字。
}
survey-hint-text = 请用一条消息写下来。
survey-optional = <i>这题可以跳过。</i>
survey-so-far = 您的回答：{ $answer }
survey-back = ‹ 上一题
survey-skip = 跳过
survey-done = 完成
survey-enough = 最多 { $most } 项。再点一次可以取消。
survey-first = 请先回答。
survey-review = <b>{ $title }</b>：请核对。点数字可以修改。
survey-said = <b>{ $number }.</b> { $question } — { $answer }
survey-skipped = –
survey-review-named = <i>还没有提交。提交后，截止前还可以修改。</i>
survey-review-secret = <i>还没有提交。提交后不能修改，因为没有人知道哪一份是您的。</i>
survey-send = 提交
survey-on = 继续
survey-resumed = <b>{ $title }</b>：您已答 { $count } 题，还没有提交。
survey-thanks = ✓ 谢谢！您对“{ $title }”的回答已收到。{ $when } 之前可以修改。
survey-thanks-secret = ✓ 谢谢！您对“{ $title }”的回答已收到，不带姓名。
survey-again = 修改我的回答

survey-form-title = 新问卷
survey-form-sent = <b>已发出。</b>
survey-form-whom = 想问谁？
survey-form-whom-short = 对象
survey-whom-classes = 班级的家庭
survey-whom-came = 参加了：{ $title }（{ $when }）
survey-form-classes = 发给哪些班？点选后按“完成”，也可以直接写：3A、3B
survey-form-classes-short = 班级
survey-form-staff = 是关于学校教职工的吗？如果是，问卷一律匿名，结果只给您看。
survey-form-staff-short = 关于
survey-staff-no = 不是
survey-staff-yes = 是，关于教职工
survey-form-name = 问卷叫什么名字？
survey-form-name-short = 标题
survey-form-about = 问题前面要说几句吗？
survey-form-about-short = 说明
survey-form-questions = 有哪些问题？
survey-form-questions-short = 问题
survey-form-mode = 实名还是匿名？匿名的话，谁也查不出谁答了什么，您也不能。
survey-form-mode-short = 姓名
survey-mode-named = 实名
survey-mode-anonymous = 匿名
survey-form-unit = 按什么计一份？
survey-form-unit-short = 计数
survey-each-child = 每个孩子
survey-each-family = 每个家庭
survey-each-person = 每位家长
survey-form-live = 开放期间，群里要不要看到票数？
survey-form-live-short = 票数
survey-form-by-class = 结果要不要也按班看？卡片上会写明。满十份回答的班才会显示。
survey-form-by-class-short = 按班
survey-form-opens = 什么时候开始？
survey-form-opens-short = 开始
survey-form-now = 现在
survey-form-closes = 什么时候截止？
survey-form-closes-short = 截止
survey-form-ready = <b>{ $class_names }</b>{ $came ->
    [0] { "" }
   *[other] （私聊发给参加者）
} · { $planned ->
    [0] <b>现在</b>开始
   *[other] <b>{ $when }</b> 开始
}
survey-form-quiet = 那时是免打扰时间，过后再开始。
survey-form-looks = 看起来是这样：
survey-questions-how =
    点一种题型。也可以用一条消息全部写出来，一行一题：
    <code>？哪天晚上方便？ | 周一 | 周三 | 周五</code>
    <code>+ 想参加哪些社团？（最多 2 项） | 象棋 | 合唱 | 柔道</code>
    <code>* 给食堂打分 1-5</code>
    <code># 来几个人？（0-6）</code>
    <code>> 还想说什么？（选填）</code>
    <code>【周五】> 为什么是周五？</code>只在答了“周五”之后才问。
survey-questions-told = { $count } 题
survey-add-one = + 单选
survey-add-several = + 多选
survey-add-scale = + 打分 1–5
survey-add-number = + 数字
survey-add-text = + 自由填写
survey-write-one = 请写下问题，下面每行一个选项。
survey-write-several = 请写下问题，下面每行一个选项。家长可以选多项。
survey-write-scale = 请写下问题。家长点 1 到 5，请说明各代表什么。
survey-write-number = 请写下问题。家长用数字回答。
survey-write-text = 请写下问题。家长用自己的话回答。
survey-kind-one = 单选
survey-kind-several = 多选
survey-kind-scale = 1–5
survey-kind-number = 数字
survey-kind-text = 自由填写
survey-line = <b>{ $number }.</b> { $question }<i>（{ $kind }{ $required ->
    [0] ，选填
   *[other] { "" }
}{ $after }）</i>
survey-only-after = ，仅在第 { $question } 题答“{ $answer }”之后
survey-taps = 家长大约要点 { $count } 下。
survey-many-taps = ⚠️ 有点多。超过十下，开始的人多，交的人少。
survey-to-list = ‹ 返回
survey-set-optional = 选填
survey-set-after = 仅在……之后
survey-set-least = 至少……
survey-set-most = 最多……
survey-set-away = 删除这题
survey-which-after = 在哪个回答之后才问？
survey-which-least = 至少要选几项？
survey-which-most = 最多可选几项？
survey-answered-so = { $question }：{ $answer }
survey-always = 总是问

survey-author-title = 📋 <b>{ $title }</b>（{ $class_names }）
survey-author-count = { $unit ->
    [child] <b>{ $answered } / { $asked }</b> 个孩子已有回答。
    [person] <b>{ $answered } / { $asked }</b> 人已回答。
   *[family] <b>{ $answered } / { $asked }</b> 家已回答。
}
survey-planned = <b>{ $when }</b> 开始，{ $closes } 截止。
survey-open-now = 现在开始
survey-cancel = 不发了
survey-results = 结果
survey-reopen = 重新开放
survey-close = 现在截止
survey-move = 改截止时间
survey-remind = 提醒
survey-missing = 谁还没答
survey-withdraw = 撤回
survey-missing-none = 我认识的人都答过了。
survey-missing-names = <b>{ $title }</b>：还差 { $count } 个：{ $names }
survey-close-ask = 现在就截止“{ $title }”？{ $anonymous ->
    [0] 之后可以重新开放。
   *[other] 匿名问卷截止后不能重新开放。
}
survey-close-yes = 是，截止
survey-closed-now = 已截止。
survey-told-closed = “{ $title }”已提前截止。谢谢各位的回答。
survey-move-form-title = 改截止时间
survey-move-form-sent = <b>已改。</b>
survey-move-form-closes = 什么时候截止？
survey-move-form-closes-short = 截止
survey-move-form-ready = 大家会看到：
survey-told-moved = “{ $title }”的截止时间改为 { $when }。
survey-told-reopened = “{ $title }”重新开放，{ $when } 截止。
survey-opened-now = 已开始。
survey-withdraw-ask = { $planned ->
    [0] 撤回“{ $title }”？群里会留下划掉的卡片，谁也看不到已有的回答。
   *[other] 不发“{ $title }”了？还没有人看到它。
}
survey-withdraw-yes = 是，撤回
survey-withdrawn-now = 已撤回。
survey-reminder = { $anonymous ->
    [0] <b>{ $class_names }</b>：“{ $title }”还等您回答，{ $when } 截止。
   *[other] <b>{ $class_names }</b>：“{ $title }”{ $when } 截止。如果您还没有回答：每一份都有帮助。（因为匿名，这条消息发给所有人。）
}
survey-reminder-question = <b>{ $question }</b>
survey-reminder-over = “{ $title }”已于 { $when } 截止。
survey-reminded = { $held ->
    [0] { $reached ->
        [0] 这些人都还不能私聊。
       *[other] 我给 { $reached } 人发消息。
    }
   *[other] { $reached ->
        [0] 这些人都还不能私聊。
       *[other] 免打扰时间过后，{ $at } 我给 { $reached } 人发消息。
    }
}{ $left ->
    [0] { "" }
   *[other] 另有 { $left } 个还没有点过“开始”。
}
survey-missed = <b>没有开始：</b>“{ $title }”原定 { $when }，但没能按时发出。如果还需要，请用 /survey 再发。
survey-right-lost = <b>没有开始：</b>“{ $title }”原定 { $when }，但发起人已不能在那里发问卷。
survey-group-lost = <b>没有开始：</b>“{ $title }”原定 { $when }，但班级已没有群。
guardians-changed-survey = { $own ->
    [0] { $child } 的另一位监护人对“{ $title }”给了不同的回答。以最后一次为准，也就是对方的。
   *[other] { $child } 的另一位监护人之前对“{ $title }”的回答不同。以最后一次为准，也就是您的。我已告诉对方。
}
passed-surveys = { $name } 不再负责{ $count ->
    [1] 这份问卷
   *[other] 这些问卷
}，现在由您负责：
surveys-none = 还没有问卷。/survey 可以向家长提问。
surveys-title = <b>{ $count } 份问卷</b>。点数字打开。
surveys-line = <b>{ $number }.</b> { $title }（{ $class_names }）· { $state ->
    [planned] { $when } 开始
    [closed] { $when } 已截止
    [withdrawn] 已撤回
   *[open] { $when } 截止
}{ $answered ->
    [0] { "" }
   *[other] { " " }· { $answered } 份回答
}
rule-survey-withdrawn = 这份问卷已撤回。
rule-survey-closed = 问卷已截止。您的回答来晚了，没有计入。
rule-secret-lost = 服务器上用来保密的密钥丢了，这次收集已经中断，答案不再计入。发起人会收到通知。
rule-secret-no-key = 现在无法开始不记名的调查、表决或反馈：机器人在服务器上写不了密钥。请联系维护机器人的人查看日志。
rule-survey-taken = 您（或您家）已经答过。因为没有人知道哪一份是您的，所以不能修改。
rule-survey-close = 截止时间要在开始之后。
rule-survey-not-open = 问卷没有开放。
rule-survey-not-closed = 问卷还没有截止。
rule-survey-opened = 问卷已经开始了。
rule-survey-closed-for-good = 问卷已最终截止：看过结果的人会看出再多一份回答改变了什么。
rule-survey-reminded = 已经提醒过 { $limit } 次，够了。
rule-survey-option = 没有这个选项。
rule-survey-several = 请选 { $least } 到 { $most } 项。
rule-survey-number = 请发一个 { $least } 到 { $most } 的数字。
rule-survey-words = 请写不超过 { $limit } 个字。
rule-survey-missing = 还有一题没有答。
rule-survey-empty = 您还什么都没有答。
rule-survey-title = 标题为 1 到 { $limit } 个字。
rule-survey-about = 请不超过 { $limit } 个字。
rule-survey-question = 问题为 1 到 { $limit } 个字。
rule-survey-options = 这种题要有 2 到 { $most } 个选项，每行一个。
rule-survey-option-name = 选项为 1 到 { $limit } 个字。
rule-survey-options-alike = “{ $option }”出现了两次。
rule-survey-bounds = 这些数字互相矛盾。
rule-survey-no-questions = 里面还没有问题。
rule-survey-questions = 一份问卷最多 { $most } 题。
rule-survey-after = 一题只能取决于它前面的题。
rule-survey-after-what = 前面没有哪一题有“{ $answer }”这个回答。
rule-survey-line = “{ $line }”我读不懂。每行以 ？（单选）、+（多选）、*（1–5）、#（数字）或 >（自由填写）开头。
rule-survey-child-anonymous = 匿名问卷不能按孩子计：两份一样的回答会让人看出是兄弟姐妹。
rule-survey-staff-named = 关于教职工的问卷一律匿名。
rule-survey-live = 只有实名的单题问卷才能在开放期间显示票数。

## What a survey begins with
survey-form-begin = 问卷从哪里开始？模板或以前的问卷都还可以修改。
survey-form-begin-short = 起点
survey-begin-blank = 空白问卷
survey-begin-again = 再问一次：{ $title }（{ $day }）
survey-template-school = 我们的学校，您怎么看？
survey-template-school-glad = 孩子喜欢上学。（1 = 不喜欢，5 = 非常喜欢）
survey-template-school-safe = 孩子在学校觉得安全。（1 = 不安全，5 = 非常安全）
survey-template-school-informed = 该知道的事，学校都会告诉我们。（1 = 很少，5 = 总是）
survey-template-school-heard = 有担心的事，有人愿意听。（1 = 很少，5 = 总是）
survey-template-school-rooms = 教室、操场和卫生间干净整齐。（1 = 很差，5 = 很好）
survey-template-school-keep = 哪些地方请保持不变？
survey-template-school-change = 最先应该改进什么？
survey-template-teaching = 教学：什么对孩子有帮助？
survey-template-teaching-understands = 孩子听得懂课。（1 = 听不懂，5 = 几乎都懂）
survey-template-teaching-encouraged = 孩子受到鼓励，敢于尝试。（1 = 没有，5 = 非常多）
survey-template-teaching-fair = 孩子受到公平和尊重的对待。（1 = 没有，5 = 总是）
survey-template-teaching-homework = 孩子能独立完成作业。（1 = 不能，5 = 几乎总能）
survey-template-teaching-progress = 我了解孩子的学习情况。（1 = 不了解，5 = 很了解）
survey-template-teaching-helps = 课堂上什么对孩子帮助最大？请不要写出姓名。
survey-template-teaching-wish = 您希望哪些地方有所不同？请不要写出姓名。
survey-template-openday = 开放日之后
survey-template-openday-liked = 您喜欢这次开放日吗？（1 = 不喜欢，5 = 非常喜欢）
survey-template-openday-answers = 您的问题得到了解答。（1 = 没有，5 = 全部解答）
survey-template-openday-useful = 什么对您最有用？
survey-template-openday-useful-rooms = 参观教室
survey-template-openday-useful-teachers = 和老师交流
survey-template-openday-useful-work = 看孩子们的作品
survey-template-openday-useful-tour = 校园导览
survey-template-openday-heard = 您是怎么知道的？
survey-template-openday-heard-letter = 学校来信
survey-template-openday-heard-group = 家长群
survey-template-openday-heard-friends = 朋友或邻居
survey-template-openday-heard-paper = 报纸或网络
survey-template-openday-missing = 您觉得还缺什么？
survey-template-lecture = 讲座之后
survey-template-lecture-useful = 对我和孩子的日常生活有帮助。（1 = 没有，5 = 非常大）
survey-template-lecture-clear = 内容容易听懂。（1 = 很难，5 = 很容易）
survey-template-lecture-length = 时间长短如何？
survey-template-lecture-length-short = 太短
survey-template-lecture-length-right = 正好
survey-template-lecture-length-long = 太长
survey-template-lecture-again = 还愿意来听吗？
survey-template-lecture-again-yes = 愿意
survey-template-lecture-again-perhaps = 看情况
survey-template-lecture-again-no = 不了
survey-template-lecture-next = 下次想听什么主题？
survey-template-canteen = 学校食堂
survey-template-canteen-often = 孩子多久在食堂吃一次饭？
survey-template-canteen-often-daily = 几乎每天
survey-template-canteen-often-some = 有时
survey-template-canteen-often-never = 从不
survey-template-canteen-taste = 孩子喜欢食堂的饭菜。（1 = 不喜欢，5 = 非常喜欢）
survey-template-canteen-calm = 孩子有时间安心吃饭。（1 = 没有，5 = 总是有）
survey-template-canteen-more = 您希望多一些什么？
survey-template-canteen-more-greens = 水果和蔬菜
survey-template-canteen-more-warm = 热菜热饭
survey-template-canteen-more-meatless = 素菜
survey-template-canteen-more-sugar = 少放糖
survey-template-canteen-why = 怎样改变，孩子才会在食堂吃饭？
survey-template-canteen-else = 还有什么想说的？
survey-template-transport = 上学路上
survey-template-transport-how = 孩子平时怎么上学？
survey-template-transport-how-foot = 走路
survey-template-transport-how-bicycle = 骑车或滑板车
survey-template-transport-how-schoolbus = 坐校车
survey-template-transport-how-public = 坐公交或地铁
survey-template-transport-how-car = 坐汽车
survey-template-transport-minutes = 路上要几分钟？
survey-template-transport-safe = 路上安全吗？（1 = 危险，5 = 安全）
survey-template-transport-car = 怎样改变，孩子才能不坐汽车上学？
survey-template-transport-where = 哪里有危险？
survey-template-date = 哪一天方便？
survey-template-date-which = 请点选您能来的每一天。
survey-template-date-which-none = 都不行

## What came of a survey
survey-result-title = 📊 <b>{ $title }</b>（{ $class_names }）
survey-result-rate = { $unit ->
    [child] { $asked } 个孩子中有 { $answered } 个作答
    [person] { $asked } 人中有 { $answered } 人作答
   *[family] { $asked } 个家庭中有 { $answered } 个作答
}
survey-result-mode = { $mode ->
    [anonymous] 匿名
   *[named] 实名
}
survey-result-open = 还在进行
survey-result-closed = { $day }结束
survey-result-withheld = { $why ->
    [open] 问卷还在进行。匿名问卷的结果要等结束后才会显示。
    [too-few] 作答的不到 { $enough } 个。为了不让人猜出谁说了什么，结果不显示。
    [interrupted] 问卷已中断：进行期间恢复了备份，而备份从不包含尚未结束的匿名回答。结果不作统计。点下面的按钮，可以用同样的题目重新询问。
   *[withdrawn] 问卷已撤回。
}
survey-result-question = <b>{ $number }. { $question }</b>（{ $kind ->
    [text] { $count ->
        [0] 没有人写
       *[other] { $count } 人写了
    }
   *[choice] { $count } 个回答
}）
survey-result-mean = { $kind ->
    [number] 平均 { $mean }{ $was } · 中位数 { $median } · 从 { $least } 到 { $most }
   *[scale] 平均 { $mean } 分（满分 5 分）{ $was }
}
percent = { $percent }%
survey-result-was = （上次：{ $was }）
survey-result-was-mean = 上次：{ $was }
survey-result-line = { $option }：{ $said }{ $was }
survey-result-said = { $count } · { $percent }%
survey-result-note = { $kind ->
    [text] { $count ->
        [0] 没有人写
       *[other] { $count } 人写了想法，由提问者阅读
    }
    [several] { $count } 个回答 · 可多选
   *[choice] { $count } 个回答
}
survey-result-average = 平均
survey-result-median = 中位数
survey-result-span = 从 – 到
survey-result-before = 上次：{ $title }，{ $day }（{ $count } 个回答）
survey-result-written = <b>第 { $number } 题写下的话</b>
survey-result-quote = “{ $words }”
survey-result-more = …还有 { $count } 条，见文件。
survey-result-shares = <b>各班作答情况</b>
survey-result-share = { $name }：{ $asked } 个中有 { $answered } 个
survey-result-cuts = <b>分班结果</b>（只显示有 { $enough } 个以上回答、其余也不少于这个数的班级）
survey-result-no-cuts = <i>没有分班结果：一个班有 { $enough } 个以上回答、其余也不少于这个数，才会显示。</i>
survey-result-cut-of = 第 { $number } 题
survey-result-cut = { $name }：{ $said }
survey-result-cut-mean = 平均 { $mean }（{ $count } 个回答）
survey-result-grade = { $grade } 年级
survey-result-was-published = ✓ 已在群里公布数字（{ $when }）。
survey-result-picture = 图片
survey-result-xlsx = Excel 文件
survey-result-csv = CSV
survey-result-publish = 在群里公布
survey-result-coming = 图片马上就来。
survey-result-file = 问卷结果
survey-result-caption = 📊 <b>{ $title }</b>
survey-result-missing = 这些字符没有字体，图片里没有显示：{ $signs }
survey-result-staff = 这份问卷涉及学校的工作人员，结果只给校长看。
survey-result-out-already = 结果已经在群里公布过了。
survey-result-not-yet = 现在还没有可以公布的结果。
survey-result-going = 正在发到群里：只有数字，没有家长写的话。
survey-result-out = { $held ->
    [0] { $count ->
        [0] 已公布，但没有可以发送的群或家长。
       *[other] 已公布：数字现在发出。家长写的话只有您能看到。
    }
   *[other] 已公布：数字在安静时段之后（{ $when }）发出。家长写的话只有您能看到。
}
survey-result-thanks = 谢谢每一位作答的家长。
survey-export-coming = 文件马上就来。
survey-export-file = 问卷 { $day }
survey-export-done = <b>{ $title }</b>的全部回答。{ $anonymous ->
    [0] 里面有姓名，请不要给无关的人看。
   *[other] 顺序已打乱，写下的话和点选的答案分开存放。
}
survey-export-counts = 统计
survey-export-answers = 回答
survey-export-words = 写下的话
survey-export-shares = 班级
survey-column-number = 题号
survey-column-question = 问题
survey-column-answers = 作答数
survey-column-answer = 答案
survey-column-count = 次数
survey-column-percent = 百分比
survey-column-before = 上次
survey-column-class = 班级
survey-column-child = 孩子或家庭
survey-column-person = 姓名
survey-column-words = 写下的内容
survey-column-asked = 应作答数

## What is mine
command-my = 等我回复的事项
command-help = 我能做什么
my-nothing = 没有等您回复的事项，都处理好了，谢谢您！
my-waiting = { $count ->
   *[other] 有 { $count } 件事等您回复：
}
my-said = <i>✓ { $said }</i>
my-line = { $number }. { $title }
my-back = ← 返回列表
help-title = <b>{ $school }</b>：您可以做的事
help-group = 在班级群里：
help-go-meetings = 会议
help-go-tasks = 任务
help-go-committee = 家委会
help-typing = 不点按钮也可以：回复那条消息，写上按钮上的字即可。
help-line = { $command } – { $what }

## What is stored
command-mydata = 系统保存的关于我的一切
command-forgetme = 删除系统保存的关于我的内容
compose-broke = 抱歉，没有成功，什么都没有改变。请再试一次。
mydata-file =
    学校机器人保存的关于您的全部内容，都在这个文件里，您可以查看、保存或带走。
    这是 JSON 文件：用任何文本编辑器都能打开，程序也能读取；里面的字段名是英文。
    文件里没有别人的名字。匿名反馈也不在里面：没有人能知道哪一条是您的。
    发送 /forgetme 可以删除这些内容。
forgetme-asks = <b>要我忘记您吗？</b>
forgetme-only-chat = • 删除：您的名字和这个聊天。除此之外我不知道您的任何信息。
forgetme-erased = • 删除：您的名字、身份，您的提问、草稿和申请，以及隐名信的回信地址。
forgetme-children = { $count ->
   *[other] • 一并删除：{ $names }，因为没有其他家长。
}
forgetme-shared = { $count ->
   *[other] • 保留：{ $names }，因为还有另一位家长。
}
forgetme-listed = { $count ->
   *[other] • { $names } 仍在学校的班级名单上，只有名字。
}
forgetme-answers = • 还没结束的事项，您的回复会被撤掉。已经结束的只留下数字，让原来的结果不变；没有人能看出其中有您。
forgetme-leads = • 您发的通知和会议交给班主任或学校，不再显示您的名字。
forgetme-elsewhere = 我收不回的有：已经发给别人的消息、别人写到您的内容，以及学校以前的备份。
forgetme-final = 此操作无法撤销。您仍在原来的群里；在群里的卡片上点一下，就可以重新开始。
forgetme-button = 是的，忘记我
forgetme-keep-button = 不，全部保留
forgetme-older = 这个问题已经过时。请重新发送 /forgetme。
forgetme-kept = 一切照旧。
forgetme-done = 我已经忘记您了。
forgetme-farewell = 我已经忘记您了。这是我的最后一条消息，我不保留副本。
forgetme-counted = { $count ->
   *[other] • 保留：{ $count } 条对已结束事项的回复，只作为数字，没有您的名字，这样结果仍然正确。
}
forgetme-passed = { $count ->
   *[other] • 您的 { $count } 个通知或会议现在由学校负责，因为家长们还需要它们。
}
forgetme-at-telegram = • 这个聊天里的内容由 Telegram 保存，您可以自己删除这个聊天。
rule-forget-last-admin = 您是唯一的管理员，没有您就没有人能管理机器人。请先设另一位管理员（/people），再发送 /forgetme。
rule-forget-last-principal = 您是唯一的校长。请先设另一位校长（/people），再发送 /forgetme。

command-paper = 把通知打印给不用 Telegram 的家庭
notice-paper-which = 要打印哪一个通知？
notice-paper-none = 没有找到您的这个通知。发送 /announcements 可查看现有通知。
notice-paper-button = 打印成纸
notice-paper-coming = 正在制作页面，文件马上就来。
notice-paper-file = 通知
notice-paper-caption = <b>{ $class_names } 的通知</b>：一页 A4，可打印给不用 Telegram 的家庭。
notice-paper-missing = 下列符号无法打印，已省略：{ $signs }
notice-paper-files = { $count ->
   *[other] 此通知附有 { $count } 个文件，请向学校索取。
}
notice-paper-qr = 用手机接收通知
notice-paper-qr-text = 用手机相机扫描，会在 Telegram 里打开学校的机器人。点“开始”，它会告诉您下一步怎么做。免费使用。
notice-paper-slip-title = { $class_names } 回执
notice-paper-slip-back = 请签名后交回老师
notice-paper-slip-child = 孩子姓名
notice-paper-slip-yes = 同意
notice-paper-slip-no = 不同意
notice-paper-slip-comment = 备注
notice-paper-slip-day = 日期
notice-paper-slip-signature = 家长签名

## Delivery
trouble-title = { $count ->
   *[other] <b>有 { $count } 条消息不能确定送达</b>
}
trouble-line = { $count } × { $state ->
    [doubt] 可能已送达，也可能没有（{ $reason }）
   *[dead] 未送达（{ $reason }）
}
alarm-parked = 一项计划失败了三次，不再重试：{ $kind }。原因见日志。
trouble-see = 发送 /delivery 可以查看是哪些，并选择重发或不再处理。
command-delivery = 没有送达的消息
delivery-nothing = 据我所知，消息都已送达。
delivery-title = <b>不能确定送达的消息</b>
delivery-line = <b>#{ $id }</b> { $kind } → { $to }，{ $when }：{ $state ->
    [doubt] 可能已送达（{ $reason }）
   *[dead] 未送达（{ $reason }）
}
delivery-more = 还有更多，这里只列出最近的。
delivery-hint = <i>“可能已送达”的，重发后对方可能收到两次。</i>
delivery-again = #{ $id } 重发
delivery-forget = #{ $id } 不再处理
delivery-again-done = 正在重发。
delivery-forgotten = 已从列表中移除。
delivery-kind-say = 消息
delivery-kind-notices = 通知
delivery-kind-meetings = 会议
delivery-kind-classes = 欢迎卡片
delivery-kind-other = 消息
delivery-why = { $reason ->
    [lost] 没有收到 Telegram 的回应
    [later] 连接不上 Telegram
    [late] 已经过时
    [gone] 我已不在那里
    [stopped] 发送时我被停止了
    [restored] 恢复的备份里还没发出的
   *[refused] Telegram 拒绝：{ $words }
}
rule-delivery-settled = 这条已经处理过了。
rule-delivery-chat-gone = 我已不在那里，或被屏蔽了，暂时无法发送。

## Mailbox
command-mailbox = 给校长写信
command-inbox = 还没处理完的来信
command-block = 不再接收某位写信人的来信
command-unblock = 重新接收其来信
command-letters = 来信和答复的统计
command-replies = 常用的回信
command-admin_chat = 在本群接收校长信箱的来信
mailbox-here =
    <b>校长信箱的来信要发到“{ $title }”吗？</b>
    群里的每个人都能看到来信；除隐名信外，也能看到写信人的姓名。只有管理员可以确认。
mailbox-here-yes = 是的，来信发到这里
mailbox-is-here = 以后来信都会发到这里。
mailbox-class-group = 这是班级群。来信只能发到负责回信的老师们的私密群。
mailbox-lost = 我不能在接收来信的群里发消息了。来信都会保留。请重新把我加进去，或用 /admin_chat 另选一个群。
mailbox-moved = 接收来信的群已升级为超级群。来信照常发到那里，未办结的信会再发一次。
letter-mode-ask = <b>给校长的信。</b>可以让对方知道是您写的吗？
letter-under = 给校长写信
letter-mode-name = 署名
letter-mode-hidden = 隐名
letter-mode-drop = 匿名投递，不需答复
letter-mode-name-means = <b>署名：</b>替校长处理来信的人会看到您是谁、您孩子在哪个班。
letter-mode-hidden-means = <b>隐名：</b>他们看不到您是谁。服务器会加密保存您的地址以便送达答复，信件办结时即删除。在那之前，管理服务器并持有密钥的人能够打开它。
letter-mode-drop-means = <b>匿名投递：</b>只保存内容，不保存地址：没有人能答复您，我也无法再为您找到这封信。您会得到一个编号。当天会用一个化名来限制数量。
letter-mode-shows = <i>Telegram、声音或文件名可能会透露写信人是谁。</i>
letter-mode-name-chosen = <b>署名的信。</b>
letter-title-hidden = 给校长的隐名信
letter-title-drop = 给校长的匿名信，不需答复
letter-no-key = 目前不能接收或答复隐名信：学校的服务器缺少密钥。
letter-write-now = 请写信：文字、照片、文件或语音都可以，发几条都行，会合成一封信。发送之前什么都不会保存。
letter-write-on = 可以继续写，或者发送。
letter-hand-in = 发送
letter-leave = 取消
letter-left = 没有发送，也没有保存。
letter-forgotten = 您写的内容只放在内存里，现在已经没有了。请重新开始：/mailbox
letter-hidden-sent = <b>第 { $number } 号信已投进信箱。</b>答复会发到这个对话。这里的内容只有您和 Telegram 能看到，您可以删除。
letter-drop-receipt = <b>第 { $number } 号信已投进信箱。</b>这个编号是您唯一的凭据：没有保存地址，也不会有答复。您可以删除这个对话里的消息。
letter-drop-toast = 第 { $number } 号信已投进信箱，无法答复。
letter-drop-no-answer = 这封信没有留下地址，无法答复。
letter-writer-hidden = 隐名
letter-writer-drop = 匿名，没有地址
letter-how-drop = <i>无法答复写信人。这里的讨论都只留在本群。</i>
letter-safety-number = <b>如果有人正处在危险中，请马上拨打 { $number }。</b>此刻可能没有人在看信；管理员会立即收到提醒。
rule-letter-blocked = 您目前不能写信，请联系学校办公室。
letter-about-question = 咨询
letter-about-suggestion = 建议
letter-about-complaint = 投诉
letter-about-praise = 表扬
letter-about-safety = 孩子的安全
letter-form-title = 给校长的信
letter-form-about = 您想谈哪方面的事？
letter-form-about-short = 类别
letter-form-text = 您想说什么？可以写文字，也可以发照片、文件或语音；下一步还可以再加。
letter-form-text-short = 内容
letter-form-files = 要附上照片、文件或语音吗？最多十个，发完请点“完成”。
letter-form-files-short = 照片和文件
letter-form-sent = <b>您的信已收到。</b>
letter-safety = <b>如果有人正处在危险中，请马上拨打报警电话。</b>此刻可能没有人在看信；管理员会立即收到提醒。
letter-preview = <b>{ $about }</b>
letter-rings = <b>收到一封关于孩子安全的信。</b>请到接收来信的群里查看，或用 /admin_chat 指定一个群。
letter-rings-number = <b>收到一封关于孩子安全的信。</b>请到接收来信的群里查看，或用 /admin_chat 指定一个群。紧急电话是 { $number }。
letter-waits = 有一封给校长的信在等待，但还没有指定接收来信的群。请把我加进一个私密群，并在那里发送 /admin_chat。
letter-own = <b>您的第 { $number } 号信</b> · { $about }
letter-own-new = 已收到，还没有人打开。
letter-own-seen = 已看到，有人在处理。
letter-own-answered = 已答复，回信就在这个对话里。
letter-own-closed = 已办结。您满意吗？
letter-news-seen = <b>第 { $number } 号信</b>已有人看到，正在处理。
letter-news-closed = <b>第 { $number } 号信已办结。</b>您满意吗？
letter-good = 满意，谢谢
letter-bad = 不满意，请继续处理
letter-rated = 谢谢您。
letter-reopened = 您的信会继续处理。
letter-about-help = 家庭求助
letter-topic = { $number } · { $about } · { $whose }
letter-concerns = 涉及{ $name }，本人看不到这封信。
letter-concerns-ask = 是关于学校里某位老师的吗？愿意的话，请点姓名：这封信不会给本人看，只会私下发给其他处理来信的人。
letter-concerns-nobody-else = 没有其他人处理来信，这样就没有人能看到这封信。请不要点姓名，或联系教育主管部门。
letter-help-means = <b>家庭求助只会私下发给学校的知心老师，别人都看不到。</b>其他人只能看到这类信的数量。
letter-help-nobody = <b>学校还没有指定知心老师，所以这封信暂时没有人看。</b>信会保留，指定后只发给知心老师。如果等不了，请选别的类别，或直接找学校的老师谈。
letter-waits-confidant = 有一封家庭求助的信在等待，但学校还没有指定知心老师。请邀请一位：/invite 知心老师
letter-asked = 已向写信人追问，尚未收到回复。仍需答复。
letter-ask-back = 追问
letter-forward = 转交
letter-handed = <b>这封给校长的信转交给您了。</b>请点“回信”，或回复这条消息；发出前会先给您看一遍。
letter-to-deputy = 副校长
letter-to-head-teacher = { $class_name } 班主任
letter-to-committee = { $class_name } 家委会
letter-to-school-committee = 校家委会
letter-forward-asks = 准备转交：{ $to }，正在征求写信人同意。
letter-forward-yes = 已转交：{ $to }
letter-forward-no = 未转交：{ $to }，写信人不同意。
letter-forward-ask = <b>第 { $number } 号信：</b>转交给谁？会告诉写信人转到了哪里；转给家委会要先征得写信人同意。
letter-forward-which-head-teacher = 某班班主任……
letter-forward-which-committee = 某班家委会……
letter-forward-class-head-teacher = 哪个班的班主任？
letter-forward-class-committee = 哪个班的家委会？
letter-forward-help = 家庭求助只由知心老师处理，不转交。
letter-forward-drop = 这封信没有地址，无法征求写信人同意，不能转给家长。
letter-forward-nobody = 那里没有人能收到：没有人担任并打开过机器人，或者这封信正是关于本人的。
letter-forward-toast = 第 { $number } 号信已转交：{ $to }
letter-forward-asked = 正在征求第 { $number } 号信写信人的同意：{ $to }
letter-passed-on = <b>您的第 { $number } 号信已转交：{ $to }。</b>答复仍会发到这个对话。
letter-forwarded = 第 { $number } 号信已转交：{ $to }
letter-agree = <b>可以把您的第 { $number } 号信转交给{ $to }吗？</b>他们是家长。您不同意就不会转。
letter-agree-name = 他们会看到您写的内容和您的姓名。
letter-agree-hidden = 他们会看到您写的内容，但看不到您是谁。
letter-agreed-already = 您已经答复过了。
letter-agreed = 谢谢，已转交。
letter-not-agreed = 不会转交。
letter-refused = 第 { $number } 号信的写信人不同意，没有转交给{ $to }。
letter-asked-back = <b>追问：</b>{ $words }
letter-went-out = <b>已发给第 { $number } 号信的写信人：</b>
letter-check-question = <b>下面的问题将发给第 { $number } 号信的写信人：</b>
letter-question = <b>关于您的第 { $number } 号信，想请问</b>
letter-question-reply = <i>请回复这条消息。您的信之后还会有答复。</i>
letter-question-ask = 您想问第 { $number } 号信的写信人什么？请写在这里。发出前会先给您看一遍。
letter-question-how = 现在就在这里写下要问第 { $number } 号信写信人的话。发出前会先给您看一遍。
letter-own-asked = 有人向您提了问题，正等您回复。
letter-own-passed-on = 已转交：{ $to }
letter-answered-by = <b>{ $name } 私下答复了第 { $number } 号信：</b>
letter-change-unread = ⚠️ 第 { $number } 号信的答复改动只在这里生效：写信人收到的是原来的内容，其地址之后已删除，无法再发送改动。
letter-not-arrived = ⚠️ 最近发给第 { $number } 号信写信人的内容没有送达：对方屏蔽了机器人，或注销了账号，或删除了那条消息。
rule-letter-forwarded = 已经转交过了，或正在征求写信人同意。
letter-rated-good = 写信人表示满意。
letter-rated-bad = 写信人不满意。
letter-add = 补充这封信
letter-add-ask = 您想给第 { $number } 号信补充什么？可以写文字，也可以发照片、文件或语音。
letter-added-own = 已补充到第 { $number } 号信。
letter-added = <b>第 { $number } 号信的补充</b>
letter-head =
    <b>第 { $number } 号信：{ $about }</b>
    { $writer } · { $class_names } · { $when }
letter-nobody = 已离开的人
letter-status-new = 新来信
letter-status-seen = 已看到
letter-status-answered = 已答复
letter-status-closed = 已办结
letter-files = 附件：{ $files }
letter-file-photo = 照片
letter-file-document = 文件
letter-file-voice = 语音
letter-file-video = 视频
letter-file-audio = 音频
letter-file = { $what }{ $known ->
    [0] { "" }
   *[other] （{ $size }）
}
letter-taken = 由{ $name }处理。
letter-answered = <b>答复：</b>{ $words }
letter-how = <i>回复这条消息，或点“回信”后写，就是回信；发出前我会先给您看一遍。其他讨论都只留在本群。</i>
letter-take = 我来处理
letter-took = 第 { $number } 号信由您处理。
letter-answer = 回信
letter-answer-how = 现在就在这里写下对第 { $number } 号信的答复，或回复那条消息。发出前我会再给您看一遍。
letter-anonymous = 这条没有作为答复：您是以群的身份发的，我看不到您是谁。请在本群的管理员权限里关闭“匿名”，然后再回复一次。
letter-close = 办结
letter-block = 屏蔽写信人
letter-unblock = 解除屏蔽
letter-blocked = 写信人已被屏蔽。
letter-block-ask = 是哪封信的写信人？请写信的编号，例如 12。
letter-no-number = 没有这个编号的信。请写成 12 这样；编号在信的开头。
letter-is-blocked = 第 { $number } 号信的写信人不能再写信了。您不会知道那是谁。要撤销：/unblock { $number }
letter-is-blocked-named = 第 { $number } 号信的写信人不能再写信了，署名或隐名都不行。要撤销：/unblock { $number }
letter-is-unblocked = 第 { $number } 号信的写信人又可以写信了。
letter-drop-no-block = 这封信是匿名投递，没有地址，无法屏蔽写信人。
letter-no-block = 这里已经不知道写信人是谁，无法屏蔽。
letter-is-closed = 第 { $number } 号信已办结。
letter-check = <b>下面的内容将发给第 { $number } 号信的写信人：</b>
letter-send = 发送
letter-drop = 不发送
letter-dropped = 没有发送。
letter-is-sent = 已发给第 { $number } 号信的写信人。
letter-no-draft = 这份答复已经发送或取消了。
letter-writer-gone = 这里已经没有写信人的信息，无法答复。
letter-reply = <b>您的第 { $number } 号信的答复</b>
letter-not-here = 只能在接收来信的群里答复。
letter-none = 没有待处理的来信。
letter-open = <b>待处理的来信：{ $count }</b>
letter-line = { $number }. { $about } · { $status } · { $when }
command-holidays = 假期和放假安排
letter-status-work = 处理中
letter-own-work = 处理中，已有人负责。
letter-age =
    { $light ->
        [unseen] ⚠️ 已有 { $hours } 个工作小时无人查看
        [late] ⚠️ 已超时：等了 { $hours } 个工作小时
        [red] 🔴 严重超时：等了 { $hours } 个工作小时
       *[fresh] 已等 { $hours } 个工作小时
    }
letter-answer-ask = 请写下对第 { $number } 号信的回复，或发送照片、文件、语音。发出前会先给您看一遍。
letter-choose = 回复第 { $number } 号信：请回复那条消息，或选用下面的一条。发出前会先给您看一遍。
letter-gap-name = 称呼
letter-gap-number = 编号
letter-gap-about = 类别
letter-gap-date = 日期
letter-gap-school = 学校
letter-gap-me = 署名
letter-gap-name-is = { $gap }：写信人；隐名的写作“家长”
letter-gap-number-is = { $gap }：信的编号
letter-gap-about-is = { $gap }：信的类别
letter-gap-date-is = { $gap }：来信日期
letter-gap-school-is = { $gap }：学校名称
letter-gap-me-is = { $gap }：您的姓名
letter-gap-nobody = 家长
letter-replies-title =
    { $count ->
        [0] <b>还没有常用回复。</b>可以把经常写的话存在这里。
       *[other] <b>常用回复：{ $count } 条</b>
    }
letter-replies-how = 点“回信”时可以直接选用，也可以只用名称来回信。点一条可查看全文。添加同名的会替换原来的。
letter-replies-add = 添加
letter-reply-ask =
    请在第一行写名称，从第二行起写内容。这些地方会自动填好：

    { $gaps }
letter-reply-unread =
    需要两样：第一行写名称，从第二行起写内容。这些地方会自动填好：

    { $gaps }
letter-reply-gap =
    我不知道“{ $name }”该填什么。可以用这些：

    { $gaps }
letter-reply-remove = ✕ 删除
letter-reply-removed = 这条不再提供。
letter-reply-gone = 这条常用回复已经删除。
letter-open-one = { $number }：{ $about }
letter-figures-none = 最近十二个月没有来信。
letter-figures-title = <b>最近十二个月共 { $count } 封信</b>
letter-figures-caption = 给校长的信：{ $count } 封
letter-figures-came = 收到 { $count } 封：{ $kinds }
letter-figures-median = 首次答复用时 { $hours } 个工作小时（中位数）
letter-figures-kept = 按时答复：{ $due } 封中有 { $kept } 封（{ $share }）
letter-figures-good = 表示满意：{ $rated } 封中有 { $good } 封（{ $share }）
letter-figures-how = <i>按来信的月份统计。承诺在 { $days } 个工作日内答复；未答复就办结的信按办结时间计，没有地址的信不计。这些数字里没有任何写信人的信息。</i>
letter-figures-picture = 图片
letter-figures-file = 来信统计
letter-figures-kinds = 按类别
letter-figures-months = 按月份
letter-figures-soon = 答复情况
letter-figures-hours = 工作小时（中位数）
letter-figures-promise = 按时答复
letter-figures-content = 表示满意
letter-page-back = ‹ 前面的
letter-page-on = 更多 ›
letter-more = ……还有 { $count } 封：/inbox
letter-overdue = <b>{ $count } 封信等得太久了</b>
letter-week = <b>最近七天的信：</b>收到 { $came } 封，首次回复 { $answered } 封，结束 { $closed } 封。
letter-week-open =
    { $count ->
        [0] 没有未结束的信。
       *[other] { $count } 封信未结束，其中 { $late } 封等得太久。最久的已等 { $hours } 个工作小时。
    }
letter-week-more = 用 /inbox 查看未结束的信。
holidays-title =
    { $count ->
        [0] <b>还没有录入假期。</b>
       *[other] <b>假期和放假安排</b>
    }
holidays-line = • { $name }：{ $first } – { $last }
holidays-day = • { $name }：{ $day }
holidays-why = <i>这些日子不用回信，信的计时也会停下。</i>
holidays-add = 添加
holidays-remove = ✕ { $name }
holidays-removed = 这些日子又是工作日了。
holidays-example = <code>{ $first } { $last } 学校假期</code>
holidays-ask =
    哪些天放假？请写下第一天、最后一天和名称：
    { $example }
holidays-unread =
    没能看懂。请写下第一天、最后一天和名称：
    { $example }
holidays-unnamed = 假期
rule-holiday-name = 名称须为 1 到 { $limit } 个字符，并含有文字或数字。
rule-holiday-days = 最后一天须在第一天之后，一次放假最多 { $limit } 天。
rule-holiday-many = 最多可录入 { $limit } 个假期，请先删除一个。
rule-letter-many = 您今天已经写了 { $limit } 封信。请明天再写，或补充已发出的信：/my
rule-letter-long = 一封信最多 { $limit } 个字符，其余内容请再发一条。
rule-letter-reply-name = 名称最多 { $limit } 个字符，并且要有文字或数字。
rule-letter-reply-words = 一条常用回复最多 { $limit } 个字符。
rule-letter-reply-many = 已经有 { $limit } 条常用回复，请先删除一条：/replies
rule-letter-empty = 请写点内容，或发照片、文件、语音。
rule-letter-closed = 这封信已经办结了。
rule-letter-open = 这封信还没有办结。

## Profile
bot-description =
    我是{ $school }的班级机器人：发布通知和会议安排，按时提醒，统计回复，点一下就能答复。
    家长：请先在班级群里点“我是家长”，再回到这里点“开始”。
bot-short-description = { $school }的班级机器人：通知、会议，点一下就能答复。

## Votes
command-vote = 请委员会表决
vote-no-place = 没有您可以发起表决的委员会。
vote-title =
    🗳 <b>{ $title }</b>
    <b>{ $whose }</b> · { $author }
vote-school = 校级家委会
vote-yes = 赞成
vote-no = 反对
vote-abstain = 弃权
vote-manage = ⋯
vote-cast = 投出我的票
vote-how-approval = 请点<b>所有</b>您觉得可以的选项，再点<b>投出我的票</b>。合大家意最多的一项通过。
vote-how-ranked = 请<b>按您的顺序</b>点选项，最想要的先点，再点<b>投出我的票</b>。不必全点。每轮最少的一项出局。
vote-how-election = { $places ->
    [1] 请点您要选的人。
   *[other] 选出 <b>{ $places }</b> 人。最多点 { $places } 人，再点<b>投出我的票</b>。
}
vote-for-seat = 当选人随即成为本班在校级家委会的代表。
vote-first-election = 请先点您要选的人。
vote-at-most = 最多选 { $most } 人。再点一次可取消。
vote-candidate-gone = 这个人已经不能当选。
vote-nobody-any-more = （已不在）
vote-alike = { $name }（{ $number }）
vote-gone = { $names }：截止时已不能当选。
vote-vacant = 有 { $count } 个名额空缺。
vote-has-seat = { $name } 现在是本班在校级家委会的代表。
vote-first-ranked = 请先按您的顺序点选项。
vote-first-approval = 请先点您觉得可以的选项。
vote-chosen-so-far = { $count ->
    [0] 还没有选。
   *[other] 已选：{ $options }。选好后点“投出我的票”。
}
vote-noted-several = 已记下：{ $option }。截止前可以改。
vote-seats = { $eligible ->
    [committee] 表决人：班级家委会
    [seats] 表决人：校级家委会，每班一席
    [list] 表决人：名单上的人
   *[families] 表决人：每个家庭一票
}{ $seats ->
    [0] 。
   *[other] ，共 <b>{ $seats } 席</b>。
}
vote-quorum = { $seats ->
    [0] 法定人数：席位的 { $percent }%。
   *[other] 法定人数：席位的 { $percent }%，即 { $seats } 席中的 { $needed } 席。
}
vote-majority = { $majority ->
    [simple] 多数：得票最多者。
    [absolute] 多数：超过{ $of ->
        [seats] 全部席位
       *[cast] 有效票
    }的一半。
   *[two_thirds] 多数：{ $of ->
        [seats] 全部席位
       *[cast] 有效票
    }的三分之二。
}
vote-chair-decides = 票数相同时由主任决定。
vote-open = <i>记名表决：这里的人都看得到谁投了什么。截止前可以改。</i>
vote-sealed = <i>不记名：我只记您投过票，另外计票数，投后不能改。事后谁也查不出来；表决期间盯着服务器硬盘的人有可能看出；如果全票一致，等于人人公开。结果截止后公布。</i>
vote-until = 截止：<b>{ $when }</b>，全部投完即提前截止。
vote-extended = <i>{ $when } 延长；原定 { $was } 截止。</i>
vote-closed-on = <i>已于 { $when } 截止。</i>
vote-is-withdrawn = 这次表决已撤回。
vote-is-interrupted = <b>已中断。</b>表决期间恢复了备份，而备份从不包含尚未结束的不记名票。没有作出决定，可以重新发起。
vote-again = 重新发起
vote-voted = 已投：<b>{ $voted }</b> / { $seats }。
vote-names = { $option }：{ $names }
vote-count = { $option }：<b>{ $count }</b>
vote-round = 第 { $number } 轮：{ $counts }
vote-noted = 已记下：{ $option }。点别的可以改。
vote-noted-sealed = 您的票已投入票箱。
vote-tap-again = 再点一次就投“{ $option }”，投后不能改。
vote-not-yours = { $eligible ->
    [families] 表决开始时，您的家庭不在表决名单里。
   *[committee] 只有有席位的人才能投票。
}
vote-is-over = 表决已截止。{ $result }
vote-no-quorum = ⚪️ <b>未达法定人数：</b>{ $seats } 席中投了 { $voted } 席，需要 { $needed } 席。
vote-tie = ⚖️ <b>票数相同：</b>{ $options }
vote-rejected = { $named ->
    [0] ❌ <b>未通过</b>
   *[other] ❌ <b>未通过：</b>没有一项达到多数。
}
vote-decided = ✅ <b>通过</b>
vote-chosen = { $elected ->
    [0] ✅ <b>决定：</b>{ $options }
   *[other] ✅ <b>当选：</b>{ $options }
}
vote-by-chair = 票数相同，由主任决定。
vote-chair-says = 主任：{ $option }
vote-chair-only = 票数相同时只有主任可以决定。
vote-chair-noted = 决定：{ $option }。
vote-waits = 🗳 <b>{ $title }</b>：{ $when } 前可以投票。
vote-open-here = 投票
vote-in-private = 在我们的私聊里。
vote-close = 现在截止
vote-close-ask = 现在截止“{ $title }”？截止后不能再开。
vote-close-yes = 是的，截止
vote-closed-now = 已截止。
vote-withdraw = 撤回
vote-withdraw-ask = 撤回“{ $title }”？投了什么不会给任何人看。
vote-withdraw-yes = 是的，撤回
vote-withdrawn-now = 已撤回。
vote-extend = 延长
vote-author-only = 只有发起人可以延长。
vote-extend-form-title = 延长表决
vote-extend-form-sent = 已延长。
vote-extend-form-closes = 延长到什么时候？
vote-extend-form-closes-short = 截止
vote-extend-form-ready = 大家会看到：
vote-told-extended = “{ $title }”延长到 { $when }。
vote-form-title = 新的表决
vote-form-sent = <b>已发送。</b>
vote-form-place = 由哪个委员会决定？
vote-form-place-short = 地点
vote-form-name = 要决定什么？
vote-form-name-short = 议题
vote-form-kind =
    怎么投？

    <i>下次也可以写在一条消息里：</i>
    /vote 买投影仪吗？
    /vote 去哪儿？ | 动物园 | 农场
    /vote 玩什么？（多选） | 象棋 | 围棋 | 飞行棋
vote-form-kind-short = 方式
vote-kind-yes_no = 赞成或反对
vote-kind-one = 选一项
vote-kind-approval = 可以的都选
vote-kind-ranked = 按喜好排序
vote-form-options = 有哪些选项？写在一条消息里：博物馆 | 动物园 | 农场。
vote-form-options-short = 选项
vote-form-whom = 谁投票？
vote-form-whom-short = 表决人
vote-whom-committee = 班级家委会
vote-whom-seats = 每班一席
vote-whom-families = 班里每个家庭
vote-whom-list = 一份名单
vote-form-persons = 有谁？点选后按“完成”。
vote-form-persons-short = 名单
vote-form-ballot = 记名还是不记名？不记名的话，谁也查不出谁投了什么。
vote-form-ballot-short = 票
vote-ballot-sealed = 不记名
vote-ballot-open = 记名
vote-kind-election = 选举（选人）
vote-form-elects = 这是选举，请在下面继续。
vote-form-opens = 什么时候开始？谁能投票，以开始时为准。
vote-form-opens-short = 开始
vote-form-now = 现在
vote-form-closes = 什么时候截止？
vote-form-closes-short = 截止
vote-form-meeting = 这次表决属于某场会议吗？结果会写进那场会议的纪要。
vote-form-meeting-short = 会议
vote-form-no-meeting = 不属于会议
vote-form-ready = { $planned ->
    [0] <b>现在</b>开始
   *[other] <b>{ $when }</b> 开始
}，{ $private ->
    [0] 在群里
   *[other] 在每位表决人的私聊里
}。
vote-form-unreached = { $names } 还没有点过“开始”，我没法私聊。点过以后，可以在 <b>/my</b> 里看到。
vote-change-form-title = 计划中的表决
vote-change-form-sent = <b>已更改。</b>
vote-plan-opens = 开始：<b>{ $when }</b>
vote-plan-closes = 截止：<b>{ $when }</b>
vote-plan-options = 选项：{ $options }
vote-plan-whom = { $eligible ->
    [committee] 表决人：班级家委会，以开始时的成员为准
    [seats] 表决人：校级家委会，每班一席，以开始时为准
    [list] 表决人：{ $count ->
        [0] 名单上的人都已不在本班
       *[other] { $names }
    }
   *[families] 表决人：班里每个家庭一票，以开始时为准
}
vote-plan-ballot = { $ballot ->
    [open] 记名表决
   *[sealed] 不记名表决
}
vote-plan-open = 现在开始
vote-plan-change = 修改
vote-plan-cancel = 取消
vote-plan-cancelled = 已取消，不会开始。
vote-plan-opened = 表决已经开始，请看表决的卡片。
vote-held-late = <b>没有开始：</b>到时间时我没有运行，或者现在已过截止时间。可以现在开始、修改时间，或取消。
vote-held-key = <b>没有开始：</b>我在服务器上写不了封存选票用的密钥。请联系维护机器人的人查看日志，然后再开始、修改时间，或取消。
vote-held-group = <b>没有开始：</b>本班没有我在的群。
vote-held-nobody = <b>没有开始：</b>{ $eligible ->
    [committee] 班级家委会已经没有成员，没有人可以投票。有了成员（见 <b>/committee</b>）再开始，或改由别人表决。
    [seats] 校级家委会已经没有人任职。有人任职（见 <b>/committee</b>）后再开始。
    [list] 名单上的人都已不在本班。请改名单，或取消。
   *[families] 班里没有可以投票的家庭。
}
passed-votes = { $name } 不再负责{ $count ->
    [1] 这次表决
   *[other] 这些表决
}，现在由您负责：
command-votes = 我负责的表决：计划中的和进行中的
votes-none = 没有计划中或进行中的表决。/vote 可以发起表决。
votes-title = <b>{ $count } 次表决</b>，计划中或进行中。点数字查看。
votes-line = <b>{ $number }.</b> { $title }（{ $whose }）· { $state ->
    [planned] { $when } 开始
    [held] 没有开始，原定 { $when }
   *[open] { $when } 截止
}
rule-vote-title = 请用一行写清议题，最多 { $limit } 个字。
rule-vote-option = 每个选项 1 到 { $limit } 个字。
rule-vote-options = 至少两个选项，最多 { $most } 个。
rule-vote-twice = 有一个选项重复了。
rule-vote-close = 截止时间不能早于开始。
rule-vote-past = 这个时间已经过去，请选一个之后的时间。
rule-vote-open = 太晚了：表决已经开始。
rule-vote-nobody = 没有人可以投票。
rule-vote-withdrawn = 这次表决已撤回。
rule-vote-closed = 太晚了：表决已截止。
rule-vote-not-later = 这不比现在的截止时间晚。
rule-vote-taken = 您已经投过票，不记名表决不能改。
rule-vote-no-tie = 没有需要决定的平票。

## Elections
command-elect = 发起选举
election-seat-title = { $class_name } 在校级家委会的代表
election-places = 选出 { $places } 人，由{ $eligible ->
    [committee] 班级家委会投票。
    [seats] 校级家委会投票。
    [list] 名单上的人投票。
   *[families] 班里每个家庭投一票。
}
election-standing = { $count ->
    [0] 还没有人参选。
   *[other] 参选：<b>{ $names }</b>
}
election-silent = 还没回答：{ $names }
election-declined = 不参选：{ $names }
election-until = 报名截止：<b>{ $when }</b>。
election-opens = 投票开始：<b>{ $when }</b>
election-closes = 投票截止：<b>{ $when }</b>
election-opened = 投票已经开始，请看投票的卡片。
election-taken-back = 这次选举已撤回。
election-stand = 我参选
election-stand-not = 我不参选
election-accept = 好，我参选
election-decline = 不参选
election-withdraw = 我不再参选
election-asked = { $says ->
    [yes] <b>您已参选。</b>报名截止前可以退出。
    [no] 您不参选。
   *[nothing] <b>{ $author } 提名您。</b>您愿意参选吗？投票的人都看得到谁参选；谁被问过而没有参选，只有发起人知道。
}
election-said = { $says ->
    [yes] <b>您已参选。</b>
   *[no] 您不参选。
}
election-noted-yes = 已记下：您参选。
election-known-yes = 您已经参选了。
election-noted-no = 已记下：您不参选。
election-put-off = 推迟，再问别人
election-open-now = 照样开始
election-opened-now = 投票开始了。
election-author-only = 只有发起人可以推迟。
election-take-back-ask = 撤回“{ $title }”？那就不选了。
election-held-few = <b>没有开始：</b>{ $stand ->
    [0] 没有人参选。
   *[other] 只有 { $stand } 人参选，要选出 { $places } 人。
}可以推迟并再问别人，照样开始，或撤回。
election-held-late = <b>没有开始：</b>到时间时我没有运行，或者现在已过截止时间。可以开始、推迟或撤回。
election-held-nobody = <b>没有开始：</b>没有人可以投票。
election-held-key = <b>没有开始：</b>我在服务器上写不了封存选票用的密钥。请联系维护机器人的人查看日志，然后再开始、推迟或撤回。
election-held-group = <b>没有开始：</b>本班没有我在的群。
election-right-lost = “{ $title }”没有开始，已撤回：发起人不再有这个权限。
election-yours = 🗳 您当选了：{ $class_name } 在校级家委会的席位现在归您。
election-seat-passed = 🗳 { $name } 当选，{ $class_name } 在校级家委会的席位现在归 { $name }。谢谢您之前担任。
election-form-title = 新的选举
election-form-sent = <b>正在询问候选人。</b>下面是管理这次选举的卡片。
election-form-place = 在哪里选举？
election-form-place-short = 地点
election-form-what = 选什么？
election-form-what-short = 选什么
election-form-what-seat = 校级家委会代表
election-form-what-other = 其他
election-form-name = 选什么职务？（比如：财务）
election-form-name-short = 职务
election-form-places = 选几个人？
election-form-places-short = 人数
election-form-how = 候选人怎么产生？
election-form-how-short = 候选人
election-form-how-1 = 谁愿意谁报名
election-form-how-0 = 只由我提名
election-form-persons = 请问谁愿意参选？点选后按“完成”。没点过“开始”的人不在这里。
election-form-persons-short = 询问
election-form-more = 群里会有卡片问大家。还要私下问谁？
election-form-more-short = 私下询问
election-form-opens = 什么时候开始投票？
election-form-opens-short = 开始
election-form-until = 候选人可以报名到什么时候？
election-form-until-short = 报名截止
election-form-until-open = 到投票开始为止
election-form-ready = { $group ->
    [1] 按“发送”后，下面的内容发到群里{ $count ->
        [0] 。
       *[other] ，另外我私下问 { $count } 人。
    }
   *[other] 按“发送”后，我私下问 { $count } 人：
}到时间投票自动开始，候选人是参选的人。
election-off-form-title = 推迟选举
election-off-form-sent = 已推迟。
election-off-form-more = 还要问谁？
election-off-form-more-short = 另外询问
election-off-form-ready = 大家会看到：
election-told-off = “{ $title }”：{ $when } 开始投票，{ $until } 截止。开始前仍可参选。
rule-election-past = 这个时间已经过了，请给一个将来的时间。
rule-election-until = 报名最晚到投票开始为止。
rule-election-late = 太晚了：候选人已经定了。
rule-election-not-asked = 只有可以当选的人才能参选。
rule-election-full = 选票上最多 { $most } 人，已经满了。
rule-election-open = 太晚了：投票已经开始。

## Decisions
command-decisions = 查看决定和表决结果
decisions-title = 决定 · { $committee }
decisions-every = 我的所有家委会
decisions-words = 查找：{ $words }
decisions-none = { $words ->
    [0] 还没有做过决定。表决的结果和会议上记下的决定都会保存在这里。
   *[other] 没有包含这些词的决定。
}
decisions-where = { $when } · { $whose }{ $held ->
    [0] {""}
   *[other] {" · "}{ $meeting }
}
decisions-newer = ◀ 较新
decisions-older = 较早 ▶
decisions-search = 🔍 查找
decisions-all = 显示全部
decisions-committees = 换一个家委会
decisions-file = PDF
decisions-ask = 要查找哪些词？
decisions-whose = 哪个家委会的？
decisions-coming = 决定记录马上发来。
decisions-caption = { $count ->
    [0] 没有决定
   *[other] { $count } 条决定
} · { $committee }
decisions-file-name = 决定

# 家委会表决规则
rules-form-title = 表决规则
rules-form-sent = <b>已保存。</b>此后发起的表决按此规则。
rules-form-ready = 每张表决卡片上会写明：
rules-form-committee = 哪个家委会的规则？
rules-form-committee-short = 家委会
rules-form-quorum = 至少多少席位投票，表决才有效？
rules-form-quorum-short = 法定人数
rules-form-majority = 通过需要怎样的多数？
rules-form-majority-short = 多数
rules-form-of = 以什么为基数？
rules-form-of-short = 基数
rules-form-tie = 票数相同时怎么办？
rules-form-tie-short = 平票
rules-title = <b>{ $committee }</b>
committee-rules = 规则
rules-button = 表决规则
rules-quorum = { $percent ->
    [0] 不设法定人数
    [100] 全部席位
   *[other] { $percent }%
}
rules-majority-simple = 得票最多
rules-majority-absolute = 超过半数
rules-majority-two_thirds = 三分之二
rules-of-cast = 有效票
rules-of-seats = 全部席位
rules-tie-stands = 维持平票
rules-tie-chair = 由主任决定

## 校务公开

command-affairs = 校务公开：计划、食谱、决定、动态
command-publish = 发布校务信息
affairs-title = <b>校务公开</b>
affairs-words = 查找：{ $words }
affairs-term = { $years }学年{ $half ->
    [1] 第一学期
   *[other] 第二学期
}
affairs-line = { $number }. <b>{ $title }</b>
    { $category } · { $when }
affairs-how = 点数字即可阅读。
affairs-none = { $all ->
    [1] 还没有发布任何内容。学校的决定和工作会公布在这里。
   *[other] 没有这样的内容。
}
affairs-newer = ◀ 较新
affairs-older = 较早 ▶
affairs-search = 🔍 查找
affairs-all = 显示全部
affairs-category = 按类别
affairs-terms = 按学期
affairs-every-term = 所有学期
affairs-heading = 校务公开
affairs-page-search = 查找
affairs-page-photo = 照片
affairs-page-files = 文件和照片请在 Telegram 中查看：
affairs-page-open = 打开
affairs-page-trouble = 页面暂时无法读取，请稍后再试。
affairs-page = 在浏览器中阅读
affairs-ask = 要查找哪些词？
affairs-choose-category = 哪个类别？
affairs-choose-term = 哪个学期？
affair-category-work-plan = 工作计划
affair-category-minutes = 会议纪要
affair-category-decision = 决定
affair-category-menu = 食谱
affair-category-budget = 经费说明
affair-category-news = 活动动态
affair-category-report = 报告
affair-category-answer = 来信答复
affair-where = { $category } · { $when }{ $of ->
    [0] {""}
   *[other] {" · "}{ $whose }
}
affair-card = 🏫 校务公开有新内容
affair-read = 阅读
affair-has-newer = 已有新版本。
affair-is-replaced = <i>这是旧版本。</i>
affair-is-withdrawn = 此内容已撤回。
affair-versions = 旧版本：
affair-version = { $day }版
affair-newest = 最新版本
affair-gone = 校务公开里已没有这项内容。
affair-new-version = 发布新版本
affair-withdraw = 撤回
affair-withdraw-ask = 要从校务公开中撤回“{ $title }”吗？{ $before ->
    [0] 群里的卡片会划掉。
   *[other] 上一个版本会重新生效。
}
affair-withdraw-yes = 是，撤回
affair-withdraw-done = 已撤回。
affair-missed = “{ $title }”已在校务公开中。原定发到群里时我没有运行，所以群里还没有看到。
affair-right-lost = “{ $title }”已在校务公开中。您已没有发布权限，所以没有发到群里。
affair-form-title = 发布校务信息
affair-form-sent = <b>已发布。</b>全校都可以用 /affairs 阅读。
affair-form-ready = 全校都可以阅读以下内容。{ $groups ->
    [0] 不在群里发卡片。
   *[other] 会在 { $class_names } 发一张简短的卡片。
}
affair-form-later = 群里会在 { $when } 收到。
affair-form-category = 属于哪一类？
affair-form-category-short = 类别
affair-form-name = 标题是什么？
affair-form-name-short = 标题
affair-form-text = 内容是什么？
affair-form-text-short = 内容
affair-form-files = 要附上照片或文件吗？最多十个，可逐个发或发相册。
affair-form-files-short = 附件
affair-form-groups = 哪些群要收到带“阅读”按钮的简短卡片？
affair-form-groups-short = 群
affair-form-pin = 卡片要置顶一周吗？
affair-form-pin-short = 置顶
affair-form-full = 这些群当天已有学校规定数量的消息。怎么办？
affair-form-full-short = 消息已满
rule-affair-title = 标题要有文字或数字，最多 { $limit } 个字符。
rule-affair-text = 内容不能为空，最多 { $limit } 个字符。
rule-affair-replaced = 已有更新的版本，或此内容会自动更新。
rule-affair-withdrawn = 已经撤回了。

## 建议

command-suggestions = 查看建议和支持情况
suggestion-publish = 请家庭支持
suggestion-for-whom = 第 { $number } 号信的建议给谁看？会先征得写信人同意，不公开姓名。
suggestion-for-school = 全校
suggestion-school = 全校
suggestion-asked = 已征求写信人的意见。
suggestion-consent = 您在第 { $number } 号信中的建议可以给 { $where } 的家庭看并请他们支持吗？内容会原样显示，不公开您的姓名：
suggestion-yes = 同意公开
suggestion-no = 不同意
suggestion-not-out = 没有公开。
suggestion-is-out = 谢谢。建议已公开，没有您的姓名；有结果会告诉您。
suggestion-title = 💡 一条建议
suggestion-count = { $families } 个家庭支持，满 { $needed } 个提交家委会。
suggestion-me-too = 我也支持
suggestion-noted = 您的家庭已表示支持。
suggestion-outcome = 家委会已决定：<b>{ $outcome }</b>
suggestion-by-vote = 家委会已表决：{ $outcome }
suggestion-waits = 等待下一次家委会会议讨论。
suggestion-on-agenda = 已列入 { $when }“{ $title }”的议程。
suggestion-decision-ask = 关于“{ $head }”，会议决定了什么？会告知支持的家庭，并写入会议纪要。
suggestion-decided = 已写入会议纪要。{ $count ->
    [0] 支持者都收不到私信，群里的卡片会显示。
   *[other] 已告知 { $count } 位支持者。
}
suggestion-news = 家委会对您支持或提出的建议作出了决定：
suggestions-title = <b>建议</b>：可以表示支持
suggestions-none = 现在没有可支持的建议。可用 /mailbox 提建议。
suggestion-line = { $number }. { $head }
suggestions-rule = 有 { $percent }% 的家庭（至少 { $least } 个）支持，建议就列入家委会议程。
agenda-families = 支持建议的家庭
agenda-vote = 第 { $number } 项付诸表决
agenda-decide = 第 { $number } 项的决定
suggestion-question = 是否采纳家庭的这条建议：“{ $head }”？
suggestion-withdraw = 撤回建议
suggestion-taken-back = 您已撤回这条建议，别人不会再看到它的内容。
suggestion-withdrawn = 提出建议的人已将其撤回。
rule-suggestion-withdrawn = 提出建议的人已撤回这条建议。
rule-suggestion-voted = 家委会正在就这条建议表决。
rule-suggestion-vote = 只有这条建议所提交的家委会才能以表决作出答复。请修改表决范围和投票人。
rule-suggestion-text = 只能公开文字建议，最多 { $limit } 个字符。
rule-suggestion-out = 这条建议已经公开了。
rule-suggestion-percent = 请给出 1 到 100 的整数，例如：/suggestions 25
rule-suggestion-decided = 这条建议已有决定。
