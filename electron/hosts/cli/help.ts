/** The examples in the help of a command: at least two complete command lines. */
export const examples = (...lines: [string, string, ...string[]]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
