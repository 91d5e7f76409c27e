# Questions step by step: what all of them share. The questions themselves are in the file of their subject.

button-cancel = ✕ Cancel
question-cancelled = All right, cancelled.
