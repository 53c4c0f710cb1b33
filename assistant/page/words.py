"""The words of the page: what Gradio leaves in English, the examples, the welcome."""

from __future__ import annotations

GRADIO = {
    "chat_interface.message_placeholder": "请输入问题，回车发送",
    "chat_interface.chatbot": "问答",
    "chatbot.edit": "修改",
    "chatbot.retry": "重新回答",
    "chatbot.undo": "撤回",
    "chatbot.clear": "清空",
    "chatbot.like": "有用",
    "chatbot.dislike": "无用",
    "chatbot.copy_message": "复制",
    "chatbot.copied_message": "已复制",
    "chatbot.complete": "完成",
    "chatbot.submit": "发送",
    "chatbot.cancel": "取消",
    "status.queue_position": "排队中：{position}/{size}",
    "common.progress": "进度",
    "common.submit": "提交",
    "common.cancel": "取消",
    "errors.connection_lost": "连接已断开",
    "errors.connection_lost_due_to_leaving_page": "连接已断开，请刷新页面",
}

# By kind of user, the better ones first. The page shows those that its library answers; the texts that come with the
# project answer two of every kind.
EXAMPLES = (
    ("办事", "如何落实行政执法公示制度？"),
    ("办事", "重大执法决定法制审核要审什么？"),
    ("培训", "领导干部怎样带头学法？"),
    ("培训", "行政执法三项制度分别指什么？"),
    ("起草", "行政规范性文件制定要经过哪些程序？"),
    ("查条", "行政处罚法第四十八条第二款"),
    ("查条", "示例市行政执法公示办法第五条"),
)

EMPTY = (
    '<div class="fz-welcome"><p class="fz-welcome-title">文库还是空的</p>'
    "<p>请到“文库”页加入讲话、法规，然后在这里提问。</p></div>"
)

WELCOME = (
    '<div class="fz-welcome"><p class="fz-welcome-title">问一句，答一段，句句有出处</p>'
    "<p>答案逐字摘自文库里的法律法规与讲话，点数字可以看到原文位置。<br>"
    "可以直接写法条（行政处罚法第48条第2款），也可以用平常的话问。</p></div>"
)
