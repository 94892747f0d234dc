import type { Command } from 'commander'
import { nearest } from '../../../shared/nearest.ts'

/**
 * Refuses a command that does not exist where its help is asked for (`lf usr --help`, `lf help usr`), as it is refused without:
 * Commander would print the help of what it does know, and succeed. To be called when all commands are there.
 */
export function refuseUnknownCommands(command: Command): void {
  if (command.commands.length === 0) return
  command.on('beforeHelp', () => {
    const [first, second] = command.args
    const name = first === 'help' ? second : first
    if (name === undefined || name.startsWith('-')) return
    const known = command.commands.flatMap((other) => [other.name(), ...other.aliases()])
    if (known.includes(name)) return
    const meant = nearest(name, known)
    command.error(`error: unknown command '${name}'${meant ? `\n(Did you mean ${meant}?)` : ''}`, {
      code: 'commander.unknownCommand',
    })
  })
  for (const other of command.commands) refuseUnknownCommands(other)
}
