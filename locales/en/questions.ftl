# Questions step by step: what all of them share. The questions themselves are in the file of their subject.

button-cancel = ✕ Cancel
question-cancelled = All right, cancelled.
# In place of a question that was answered in words
question-answered = ✔️ Answer taken
# A voice message, a sticker and the like, which the bot cannot read
question-odd = I cannot read this kind of message: answer in words, or tap a button.
