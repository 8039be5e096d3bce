// What service messages say: who joined, left, pinned, and what became of the group.

import { t } from "/page/words.js";

const full = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");

// A text of words.js, and what stands in it for {what}, where there is something.
const SAID = {
  new_chat_members: (m) => [m.new_chat_members[0].id === m.sender ? "{what} joined" : "{name} added {what}", m.new_chat_members.map(full).join(", ")],
  left_chat_member: (m) => [m.left_chat_member.id === m.sender ? "{name} left" : "{name} removed {what}", full(m.left_chat_member)],
  pinned_message: () => ["{name} pinned a message"],
  new_chat_title: (m) => ["{name} named the group “{what}”", m.new_chat_title],
  group_chat_created: () => ["{name} created the group"],
  supergroup_chat_created: () => ["{name} created the group"],
  migrate_to_chat_id: () => ["The group became a supergroup"],
  migrate_from_chat_id: () => ["The group became a supergroup"],
  forum_topic_created: (m) => ["{name} opened the topic “{what}”", m.forum_topic_created.name],
  forum_topic_edited: (m) => ["{name} named the topic “{what}”", m.forum_topic_edited.name],
  forum_topic_closed: () => ["{name} closed the topic"],
  forum_topic_reopened: () => ["{name} opened the topic again"],
  general_forum_topic_hidden: () => ["{name} hid the topic"],
};

/** What a service message says to the reader. */
export function serviceText(m) {
  const said = SAID[m.service];
  if (!said) return (m.service ?? "").replaceAll("_", " ");
  const [text, what = ""] = said(m);
  const parts = { name: m.name, what };
  return t(text).replace(/\{(name|what)\}/g, (_, part) => parts[part]);
}
