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
