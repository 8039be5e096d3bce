// What the page itself says: English, and Chinese where the browser speaks it.

const CHINESE = {
  "People": "人物", "Chats": "聊天", "Messages": "消息", "Write a message": "输入消息", "Send": "发送",
  "Attach files": "添加文件", "Commands": "命令", "Back to the chats": "返回聊天列表",
  "Reply": "回复", "Edit": "编辑", "Delete": "删除", "Pin": "置顶", "Unpin": "取消置顶", "Copied": "已复制",
  "edited": "已编辑", "Only you see this": "仅你可见", "Hidden text": "隐藏文字", "Show all": "展开",
  "Show less": "收起", "Start": "开始", "Unblock and start": "解除屏蔽并开始", "Choose a chat": "请选择一个聊天",
  "Another person side by side": "并排再看一个人", "Close this person": "关闭此人", "Light or dark": "浅色或深色",
  "Who I am": "我是谁", "Message actions": "消息操作", "Editing": "编辑中", "Replying to": "回复",
  "Cancel": "取消", "photo": "照片", "document": "文件", "video": "视频", "audio": "音频", "voice": "语音",
  "sticker": "贴纸", "contact": "联系人", "location": "位置", "poll": "投票", "bot": "机器人",
  "members": "位成员", "Nothing here yet": "还没有消息", "OK": "好", "Pinned message": "置顶消息",
  "unread": "未读", "New person": "新人", "The town's controls": "小镇控制台", "General": "常规",
  "Which group shall the bot join?": "把机器人添加到哪个群？", "The connection is gone; trying again.": "连接中断，正在重试。",
  "Clock": "时钟", "Scenes": "场景", "Groups": "群", "Faults": "故障", "Journal of requests": "请求日志", "Done": "完成",
  "An hour on": "过一小时", "Tomorrow 7:30": "明天 7:30", "Next alarm": "下一个定时", "This bot brings no scenes.": "这个机器人没有场景。",
  "First name": "名", "Last name": "姓", "Language of the app": "应用语言", "Who that is": "身份", "Add this person": "添加此人",
  "Too many requests": "请求过多", "No answer": "不回应", "Cut before": "处理前断开", "Cut after": "处理后断开", "No more faults": "清除故障",
  "Start this day over": "重新开始这一天", "Save the transcript": "保存聊天记录", "Group": "群", "There is no group yet.": "还没有群。",
  "Name of a new group": "新群名称", "Kind": "类型", "Supergroup": "超级群", "Basic group": "普通群", "Forum with topics": "话题群",
  "Made by": "创建者", "With the bot in it": "同时加入机器人", "Make the group": "建群", "People of the group": "群成员", "Person": "人",
  "Let in": "加入", "Leave": "退群", "Remove": "移出", "Make admin": "设为管理员", "Make anonymous admin": "设为匿名管理员",
  "No admin any more": "取消管理员", "Block the bot": "屏蔽机器人", "Unblock the bot": "解除屏蔽", "not here": "不在群里",
  "The bot in the group": "群里的机器人", "Add the bot": "添加机器人", "Kick the bot": "移出机器人", "Let it write no more": "禁言",
  "Let it write again": "解除禁言", "Name of a new topic": "新话题名称", "Open the topic": "开启话题", "Make it a supergroup": "升级为超级群",
  "Request and answer": "请求与回应", "can_delete_messages": "删除消息", "can_pin_messages": "置顶消息", "can_manage_topics": "管理话题",
  "can_invite_users": "邀请用户", "can_restrict_members": "限制成员", "creator": "群主", "administrator": "管理员", "member": "成员",
  "anonymous admin": "匿名管理员", "restricted": "受限",
  "{what} joined": "{what}加入了群", "{name} added {what}": "{name}邀请{what}加入了群", "{name} left": "{name}退出了群",
  "{name} removed {what}": "{name}将{what}移出了群", "{name} pinned a message": "{name}置顶了一条消息",
  "{name} named the group “{what}”": "{name}将群名改为“{what}”", "{name} created the group": "{name}创建了群",
  "The group became a supergroup": "此群已升级为超级群", "{name} opened the topic “{what}”": "{name}开启了话题“{what}”",
  "{name} named the topic “{what}”": "{name}将话题改名为“{what}”", "{name} closed the topic": "{name}关闭了话题",
  "{name} opened the topic again": "{name}重新开启了话题", "{name} hid the topic": "{name}隐藏了话题",
};

const ENGLISH = {
  "can_delete_messages": "may delete messages", "can_pin_messages": "may pin messages", "can_manage_topics": "may manage topics",
  "can_invite_users": "may invite people", "can_restrict_members": "may restrict members",
};

export const chinese = navigator.language.toLowerCase().startsWith("zh");

/** What stands for an English text in the browser's language. */
export function t(text) {
  return (chinese && CHINESE[text]) || ENGLISH[text] || text;
}

export const locale = navigator.language;
if (chinese) document.documentElement.lang = "zh";
