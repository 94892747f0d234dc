import { type Command, Option } from 'commander'
import { gathered, wholeNumber } from './option-values.ts'
import type { Wire } from './wire.ts'

/** `lf worker`. */
export function addWorkerCommand(program: Command, { act, globalOf }: Wire): void {
  program
    .command('worker')
    .description('serve what nodes of flows ask for, to the LocalFlow at --url')
    .addOption(
      new Option(
        '--service <NAME=COMMAND>',
        'a service, and the command that is it: given JSON on standard input, it writes its result; may be repeated',
      ).argParser(gathered),
    )
    .option('--pull', 'ask for work, for nodes with exec_type: queue, instead of being called')
    .option('--parallel <N>', 'with --pull: how much at the same time (default: 1)', wholeNumber(1, 1_000))
    .option('--id <ID>', 'its name (default: made of this computer and its process)')
    .action(act(async (options) => (await import('./commands/worker.ts')).worker(globalOf(options), options)))
}
