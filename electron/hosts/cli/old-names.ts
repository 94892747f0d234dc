import { oldCommands, oldOptions } from '../../../shared/old-names.ts'

/** Options of every command that take a value, which is not a command. */
const takeValue = ['--data', '--url', '--token']

/** Old names of subcommands and options as the current ones; the words after `--` belong to another program. */
export function withNewNames(words: readonly string[]): string[] {
  const end = words.indexOf('--')
  const own = end < 0 ? [...words] : words.slice(0, end)
  const positions = own.flatMap((word, at) => (word.startsWith('-') || takeValue.includes(own[at - 1] ?? '') ? [] : [at]))
  const isCommand = (command: readonly string[]): boolean => command.every((word, n) => own[positions[n] ?? -1] === word)
  for (const { command, old, name } of oldCommands) {
    const at = positions[command.length]
    if (at !== undefined && own[at] === old && isCommand(command)) own[at] = name
  }
  for (const { command, old, name } of oldOptions)
    if (isCommand(command))
      for (const [at, word] of own.entries())
        if (word === old || word.startsWith(`${old}=`)) own[at] = name + word.slice(old.length)
  return [...own, ...(end < 0 ? [] : words.slice(end))]
}
