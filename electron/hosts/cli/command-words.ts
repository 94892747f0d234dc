import type { Command } from 'commander'
import { AppError } from '../../../shared/errors.ts'

/**
 * Adds `--` before the command of `lf exec`, so that its options are its own (`lf exec ls -l`), and refuses a `lf job create`
 * whose command would be taken for the name of the job.
 */
export function withCommandApart(program: Command, words: readonly string[]): string[] {
  const { command, at } = firstArgument(program, words)
  const [first] = words.slice(at)
  if (command.name() === 'exec' && first !== undefined && first !== '--') return [...words.slice(0, at), '--', ...words.slice(at)]
  const own = words.slice(0, at)
  const isCreate = command.name() === 'create' && command.parent?.name() === 'job'
  if (isCreate && first === '--' && words.length > at + 1 && !own.some((word) => /^(-f|--file\b)/.test(word)))
    throw new AppError('invalid', 'Could not create a job: give it a name before "--".')
  return [...words]
}

/** The command that the words name, and the index of its first argument. */
function firstArgument(program: Command, words: readonly string[]): { command: Command; at: number } {
  let command = program
  let at = 2
  for (; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') break
    if (word.startsWith('-') && word !== '-') {
      if (takesValue(command, word)) at++
      continue
    }
    const next = command.commands.find((each) => each.name() === word || each.aliases().includes(word))
    if (!next) break
    command = next
  }
  return { command, at }
}

const takesValue = (command: Command, word: string): boolean =>
  command.options.some(({ short, long, required }) => required && (short === word || long === word)) ||
  (command.parent !== null && takesValue(command.parent, word))
