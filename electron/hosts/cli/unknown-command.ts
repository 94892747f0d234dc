import type { Command } from 'commander'
import { nearest } from '../../../shared/nearest.ts'

/** Words that people of other programs try for the same thing. */
const synonyms: string[][] = [
  ['cancel', 'stop', 'kill', 'abort', 'terminate'],
  ['list', 'ls', 'ps', 'runs'],
  ['inspect', 'show', 'get', 'describe', 'info', 'status', 'cat', 'view'],
  ['logs', 'log', 'tail', 'output'],
  ['delete', 'rm', 'remove', 'del'],
  ['create', 'add', 'new', 'make'],
  ['enable', 'on', 'activate'],
  ['disable', 'off', 'deactivate'],
  ['restore', 'undelete', 'recover', 'undo'],
  ['edit', 'update', 'change', 'modify'],
  ['validate', 'check', 'lint', 'verify'],
  ['doctor', 'health', 'check', 'diagnose', 'status'],
  ['serve', 'server', 'daemon', 'web', 'up'],
  ['retry', 'rerun', 'again'],
  ['approve', 'accept', 'ok'],
  ['limit', 'cap', 'concurrency'],
]

/** The command that a person most likely meant; null if none is near. */
export function meantCommand(word: string, known: readonly string[]): string | null {
  if (known.includes(word)) return null
  const group = synonyms.find((words) => words.includes(word) && words.some((each) => known.includes(each)))
  return group?.find((each) => known.includes(each)) ?? nearest(word, known)
}

/**
 * Refuses unknown commands and names the nearest, also where help is asked for (`lf usr --help`, `lf --help usr`, `lf help usr`): Commander would
 * print the help of the level above and succeed. Call this when all commands are added.
 */
export function refuseUnknownCommands(command: Command): void {
  if (command.commands.length === 0) return
  const known = command.commands.flatMap((other) => [other.name(), ...other.aliases()])
  const refuse = (name: string): void => {
    const meant = meantCommand(name, known)
    command.error(`error: unknown command '${name}'${meant ? `\n(Did you mean ${meant}?)` : ''}`, {
      code: 'commander.unknownCommand',
    })
  }
  command.on('command:*', ([name = '']: string[]) => refuse(name))
  command.on('beforeHelp', () => {
    const [first, second] = command.args.filter((word) => word !== '--help' && word !== '-h')
    const name = first === 'help' ? second : first
    if (name !== undefined && !name.startsWith('-') && !known.includes(name)) refuse(name)
  })
  for (const other of command.commands) refuseUnknownCommands(other)
}
