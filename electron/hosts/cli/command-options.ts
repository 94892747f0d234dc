import type { Command } from 'commander'

/** The options of a command, also those of all commands. */
export const optionsOfCommand = (command: Command): string[] =>
  [
    ...command.options,
    ...(command.parent ? optionsOfCommand(command.parent).map((long) => ({ long, hidden: false })) : []),
  ].flatMap(({ long, hidden }) => (long && !hidden ? [long] : []))
