### 机器人说的简体中文。标签：<b> 粗体，<i> 斜体，<s> 删除线，<q> 引用。

## Dates
date-time = { $date } { $time }

## Roles
role-principal = 校长
role-admin = 管理员
role-head-teacher = 班主任
role-teacher = 老师
role-chair = 家委会主任
role-committee = 家委会委员
role-parent = 家长
role-partner = 合作伙伴
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
refused-unknown-command = 我不认识 /{ $command }。发送 /help 查看我能做什么。
refused-broken = 抱歉，我这边出了问题，没有做任何更改。如果再次发生，请把这个编号告诉学校：{ $id }
rule-class-name = 班级名称要有 1 到 { $limit } 个字，例如 3B。
rule-class-linked-elsewhere = { $name } 已经有另一个群了。请先把我移出那个群，或换一个班级。
rule-child-name = 姓名要有 1 到 { $limit } 个字，请重新输入。
rule-child-exists = { $name } 已经在这个班的名单上了。
rule-request-gone = 已经有人答复过了。
rule-invite-unknown = 我不认识这个邀请，请重新索取。
rule-invite-used = 这个邀请已经用过了，请重新索取。
rule-invite-expired = 这个邀请已经过期（有效期七天），请重新索取。
rule-time-past = 这个时间已经过去，请选一个之后的时间。

## Questions
ask-placeholder = 您的回答
who-asks =
    有人以本群身份发送了 <b>{ $command }</b> { $text }
    请点一下，表明是您本人。
who-asks-button = 是我
who-gone = 已经有人点过了。
who-done = { $command }：已按您的身份执行。
cancel-nothing = 没有可以取消的内容。
cancel-done = 已取消。
message-unasked = 我刚才没有提问。发送 /my 查看等您回复的事项，或发送 /help 查看我能做什么。
command-cancel = 取消我刚才的提问

## People
start-staff = { $name }，您好！我是{ $school }的机器人。发送 /help 查看您可以做什么。
start-stranger =
    { $name }，您好！我是{ $school }的机器人。

    家长：请在班级群的卡片上点“我是家长”。
    教职工：请向学校索取邀请链接。
start-parent = { $name }，您好！今后我可以在这里给您发提醒，以及只和您有关的内容。您在群里点的都算数。
command-invite = 邀请老师、家委会成员等
invite-ask =
    您想邀请谁？请写身份和班级，例如：
    老师 3B
    班主任 3B
    家委会主任 3B
    家委会委员 3B
    校长
invite-which-class = 哪个班？请写例如：{ $role } 3B
invite-unknown-role = 我不认识“{ $typed }”里的身份。可以是：校长、班主任、老师、家委会主任、家委会委员、合作伙伴。
invite-link =
    邀请：<b>{ $role }</b>
    { $link }

    请把这个链接只发给本人。只能用一次，七天内有效。
invite-accepted = 欢迎{ $name }！您现在是{ $school }的<b>{ $role }</b>。发送 /help 查看您可以做什么。
invite-taken = { $name } 接受了您的邀请：{ $role }。
command-language = 选择语言
language-which = 我用哪种语言和您说话？
language-set = 从现在起我和您说中文。
language-which-class = { $name } 群里的卡片用哪种语言？
language-set-class = { $name } 群里的卡片现在用{ $language }。

## Classes
command-class = 把本群和班级关联
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
    我发布学校的通知，提醒会议，统计回复，大家就不用翻聊天记录了。我看不到您在这里读了什么、写了什么，只知道您点了什么。
welcome-count = { $families ->
    [0] 还没有家庭登记。
   *[other] 已有 { $families } 个家庭登记。
}
welcome-parent = 我是家长
welcome-private = 和我私聊
parent-welcome = 欢迎！您已登记为 { $name } 的家长。
parent-known = 您已经是 { $name } 的家长了。

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
guardian-noted = 已记下，我会告诉 { $name }。

## Meetings
command-meeting = 召集会议，请家长回复是否参加
command-move = 会议改期
command-cancel_meeting = 取消会议
command-meetings = 近期会议
meeting-ask =
    会议什么时候开，叫什么名称？请依次写日期、时间、名称，地点写在 @ 后面。例如：
    2026-12-03 18:30 家长会 @ 201 教室
move-ask =
    会议改到什么时候？例如：
    2026-12-03 19:00
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
meeting-moved-suits = 新的时间您方便吗？不点按钮，就保留原来的回复。
meeting-missed = “{ $title }”原定 { $when } 的提醒没有发出：当时我没有运行，现在已经太晚了。

meeting-manage = 管理
meeting-move = 改期
meeting-cancel = 取消会议
meeting-list-yes = <b>参加（{ $count }）</b> { $names }
meeting-list-maybe = <b>待定（{ $count }）</b> { $names }
meeting-list-no = <b>不参加（{ $count }）</b> { $names }
meeting-list-missing = <b>未回复（{ $count }）</b> { $names }
meeting-more = 另外 { $count } 位
meeting-unknown = { $count ->
   *[other] ……群里还有 { $count } 位我不认识
}
meeting-move-ask = “{ $title }”改到什么时候？请写例如：2026-12-03 19:00
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

## Notices
command-announce = 给班级家长发通知
command-announcements = 待发的通知和确认情况
announce-ask =
    要通知什么？请写下内容。
    如需定时发布，请以日期和时间开头，例如：2026-12-03 07:45
announce-ask-planned = { $when } 要通知什么？请写下内容。
notice-which-class = 发给哪个班？
notice-draft-gone = 这条已经发布，或放得太久了。发送 /announcements 查看待发和已发的通知。
notice-no-class-here = 本群还没有关联班级。请班主任在这里发送，例如：/class 3B
notice-no-class = 您的班级都还没有群。请把我加进班级群，并在群里发送，例如：/class 3B
notice-no-group = { $class_name } 已经没有群了，无法在那里发布。
notice-not-a-time = 没有这个时间：{ $typed }。请写成 2026-12-03 07:45 这样。没有发布任何内容。
notice-too-long = { $over ->
   *[other] 内容比一条消息的上限多了 { $over } 个字符，所以没有发布。请缩短，或分成两条通知。
}
notice-empty = 里面没有内容，通知保持不变。如要撤回，请点通知卡片上的“撤回”（发送 /announcements 可以看到）。
notice-edit-unknown = 那条消息没有发布成通知，修改它不起作用。请重新发送 /announce。
notice-title = <b>{ $class_names }</b> · { $author }
notice-corrected-at = <i>已更正：{ $when }</i>
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
notice-author-missing = <b>未确认（{ $count }）：</b>{ $names }{ $more ->
    [0] { "" }
   *[other] {" "}等，另有 { $more } 人
}
notice-author-unknown = ……群里另有 { $count } 人我不认识
notice-author-all = 我认识的家庭都确认了。
notice-parent = { $name }（家长）
notice-nudge-button = { $left ->
    [1] 提醒未确认的家长（最后一次）
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
notice-planned = <b>定于 { $when } 发布</b> · { $class_names }
notice-posted = <b>已发布</b> · { $class_names }
notice-cancelled = <b>已取消，没有发布</b> · { $class_names }
notice-change-button = 修改
notice-cancel-button = 取消发布
notice-cancel-done = 已取消，不会发布。
notice-change-ask =
    “{ $head }”——要改什么？
    请写下新内容，或新的日期和时间（例如 2026-12-03 07:45），也可以两样都写。（发送 /cancel 则保持不变。）
notice-change-done = 已修改，将于 { $when } 发布。
notices-none = 没有待发的通知，最近 14 天也没有发过。用 /announce 可以给班级发通知。
notices-running = 最近 14 天发布的通知。点一条查看谁已确认：
notice-missed = <b>没有发布：</b>这条定于 { $when } 在 { $class_names } 发布，但那时我没有运行。如果仍然需要，请用 /announce 发送：
notice-right-lost = <b>没有发布：</b>这条由 { $author } 定于 { $when } 在 { $class_names } 发布，而 { $author } 已无权在那里发通知。如果仍然需要，请用 /announce 发送：
notice-group-lost = <b>没有发布：</b>这条由 { $author } 定于 { $when } 发布，而 { $class_names } 已经没有群了：
rule-notice-withdrawn = 这条通知已撤回。
rule-notice-posted = 这条通知已经发布，时间不能再改。
rule-notice-unposted = 这条通知还没有发布。
rule-notice-nudged-out = 已经提醒过两次，再提醒只会打扰人。打个电话也许更好。

## What is mine
command-my = 等我回复的事项
command-help = 我能做什么
my-nothing = 没有等您回复的事项。
my-waiting = { $count ->
   *[other] 有 { $count } 件事等您回复：
}
help-title = <b>{ $school }</b>：您可以做的事
help-group = 在班级群里：
help-line = { $command } – { $what }

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
delivery-why-lost = 没有收到 Telegram 的回应
delivery-why-late = 已经过时
delivery-why-gone = 我已不在那里
delivery-why-stopped = 发送时我被停止了
delivery-why-restored = 恢复的备份里还没发出的
rule-delivery-settled = 这条已经处理过了。
rule-delivery-chat-gone = 我已不在那里，或被屏蔽了，暂时无法发送。

## Profile
bot-description =
    我是{ $school }的班级机器人：发布通知和会议安排，按时提醒，统计回复，点一下就能答复。
    家长：请先在班级群里点“我是家长”，再回到这里点“开始”。
bot-short-description = { $school }的班级机器人：通知、会议，点一下就能答复。
