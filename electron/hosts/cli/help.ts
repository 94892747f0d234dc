/** The part of a command's help that shows how to call it: at least two complete command lines. */
export const examples = (...lines: [string, string, ...string[]]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
