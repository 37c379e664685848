/** What the clerk's hand does on a page that the citizen sees; `hand` moves the page. */
export const TOOLS = ['hand', 'pointer', 'marker', 'check', 'eraser'] as const;
export type Tool = (typeof TOOLS)[number];

/** The key of each; pressed again it puts the tool away. */
export const TOOL_KEYS = { hand: 'G', pointer: 'I', marker: 'N', check: 'C', eraser: 'E' } as const satisfies Record<
  Tool,
  string
>;
