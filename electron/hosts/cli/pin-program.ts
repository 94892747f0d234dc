import type { Command } from 'commander'
import { pin } from './commands/runs.ts'
import { examples } from './help.ts'
import { runArgument } from './run-program.ts'
import type { Wire } from './wire.ts'

/** `lf pin` and `lf unpin`. */
export function addPinCommands(program: Command, { act, globalOf }: Wire): void {
  program
    .command('pin')
    .summary('Keep a run when old ones are deleted')
    .description('Pin a run: LocalFlow keeps it with its logs and files, however old it is, until you unpin it.')
    .argument(...runArgument)
    .addHelpText('after', examples('lf pin 12', 'lf pin 12 --json'))
    .action(act((options, run: string) => pin(globalOf(options), run, 'pin', options)))
  program
    .command('unpin')
    .summary('Let a pinned run be deleted')
    .description('Unpin a run. LocalFlow deletes it once it is older than the retention time.')
    .argument(...runArgument)
    .addHelpText('after', examples('lf unpin 12', 'lf unpin 12 --json'))
    .action(act((options, run: string) => pin(globalOf(options), run, 'unpin', options)))
}
