// What the stand-in refuses, in the reader's language: it says so in English, for developers too.

import { chinese } from "/page/words.js";

// A refusal's pattern, and its Chinese words; $1 is what the pattern holds in its first parentheses.
const CHINESE = [
  [/^(?:Failed to fetch|Load failed|NetworkError .*)$/, "连不上服务器，请稍后再试。"],
  [/^not in time$/, "机器人没有及时回应。"],
  [/^a text has 1 to (\d+) characters$/, "一条消息须有 1 到 $1 个字符。"],
  [/^a caption has at most (\d+) characters$/, "文件说明最多 $1 个字符。"],
  [/^an album has 2 to 10 /, "一个相册须有 2 到 10 张图片或视频，或同样数量的文件。"],
  [/file must be non-empty$/, "文件是空的。"],
  [/the maximum size is (\d+) bytes$/, "文件太大，最多 $1 字节。"],
  [/(?:IMAGE_PROCESS_FAILED|PHOTO_INVALID_DIMENSIONS)$/, "这张图片无法使用。"],
  [/^(.+) has blocked the bot and has to start it again$/, "$1 屏蔽了机器人，须先重新开始。"],
  [/^(.+) is deactivated$/, "$1 的帐号已停用。"],
  [/^(.+) is not in ['"](.+)['"]$/, "$1 不在“$2”里。"],
  [/^(.+) is not part of </, "$1 不在这个聊天里。"],
  [/^(.+) may not write in ['"](.+)['"] \(\w+\)$/, "$1 不能在“$2”里发这样的消息。"],
  [/^(.+) may not pin messages in ['"](.+)['"]$/, "$1 不能在“$2”里置顶消息。"],
  [/^(.+) may not react in ['"](.+)['"]$/, "$1 不能在“$2”里表态。"],
  [/^(.+) may not add the bot to ['"](.+)['"] /, "$1 不能把机器人添加到“$2”。"],
  [/^the topic ['"](.+)['"] is gone$/, "话题“$1”已被删除。"],
  [/^the topic ['"](.+)['"] is closed$/, "话题“$1”已关闭。"],
  [/^(.+) can't edit </, "$1 不能编辑这条消息。"],
  [/^what is forwarded can't be edited$/, "转发的消息不能编辑。"],
  [/^(.+) can't delete </, "$1 不能删除这条消息。"],
  [/^(.+) can't see </, "$1 看不到这条消息了。"],
  [/^\d+ buttons /, "这条消息下没有这个按钮了。"],
  [/^there is no message /, "这条消息已不在了。"],
  [/^there is no (?:chat|topic|person) /, "这里已没有这个聊天、话题或人。"],
  [/can't be put under </, "不能用这个表情回应这条消息。"],
  [/can't become a supergroup$/, "这个群不能升级为超级群。"],
  [/has no topics$/, "这个群没有话题。"],
  [/is not a link to /, "这个链接不是通向这个机器人的。"],
  [/^a link can't carry /, "这个链接无效。"],
  [/^nothing is due$/, "没有待办的定时。"],
  [/^the clock only goes forward$/, "时钟只能向前走。"],
  [/^nobody here can start this town over$/, "这里不能重新开始。"],
  [/^the day is over, or the clock was moved/, "这一天已经过去，或时钟已被拨动：请先重新开始这一天。"],
];

/** What a refusal says to the reader; one that has no words of its own stays as it is. */
export function refusal(error) {
  const said = error.message;
  const [pattern, words] = (chinese && CHINESE.find(([each]) => each.test(said))) || [];
  return pattern ? words.replace(/\$(\d)/g, (_, group) => pattern.exec(said)[Number(group)]) : said;
}
