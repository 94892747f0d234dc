/** `lf help schedule add` as `lf schedule help add`: Commander only reads one command after `help`. */
export function withHelpLast(words: readonly string[]): string[] {
  const [node = '', program = '', help, group, command, ...rest] = words
  return help === 'help' && group !== undefined && command !== undefined && !command.startsWith('-')
    ? [node, program, group, help, command, ...rest]
    : [...words]
}
