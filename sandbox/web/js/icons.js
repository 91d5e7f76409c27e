// Outlines on a 24 × 24 grid, drawn with a stroke.

export const icons = {
  send: "M4 12l16-8-5 16-3.5-6.5L4 12zM11.5 13.5L20 4",
  copy: "M9 9h10v11H9zM5 15V4h10",
  open: "M8 16L18 6M10 6h8v8",
  reply: "M10 6l-6 5 6 5v-3.5c5 0 8 1.500 10 5-.5-6-4-9.500-10-9.500z",
  close: "M6 6l12 12M18 6L6 18",
  keyboard: "M3 7h18v10H3zM7 11v.01M11 11v.01M15 11v.01M8 14h8",
  down: "M6 9l6 6 6-6",
  clip: "M20 11l-8 8a5 5 0 0 1-7-7l8-8a3.500 3.500 0 0 1 5 5l-8 8a2 2 0 0 1-3-3l7-7",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c1-5 4-7 8-7s7 2 8 7",
  trash: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
  board: "M4 5h4v14H4zM10 5h4v9h-4zM16 5h4v6h-4z",
  phone: "M7 3h10v18H7zM11 18h2",
  stop: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.700 5.700l12.600 12.600",
  check: "M5 12l5 5 9-10",
  pencil: "M5 19l1-4L16 5l3 3L9 18z",
  comment: "M4 5h16v11H10l-5 4v-4H4z",
};
