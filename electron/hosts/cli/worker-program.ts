import { type Command, Option } from 'commander'
import { examples } from './help.ts'
import { gathered, wholeNumber } from './option-values.ts'
import type { Wire } from './wire.ts'

/** `lf worker`. */
export function addWorkerCommand(program: Command, { act, globalOf }: Wire): void {
  program
    .command('worker')
    .summary('Run services that nodes of flows call')
    .description(
      'Run services that nodes of flows call, and register them with the LocalFlow at --url. The command of a service reads ' +
        '{"input", "params"} from standard input and prints its result.',
    )
    .addOption(
      new Option('--service <NAME=COMMAND>', 'Service and the command that implements it; may be repeated').argParser(gathered),
    )
    .option('--pull', 'Fetch tasks (nodes with exec_type: queue) instead of being called')
    .option('--parallel <N>', 'With --pull: tasks at the same time (default: 1)', wholeNumber(1, 1_000))
    .option('--id <ID>', 'Name of the worker (default: made from the names of the computer and the process)')
    .addHelpText(
      'after',
      examples(
        "lf worker --url http://127.0.0.1:8080 --service double='jq .input*2'",
        'lf worker --url http://127.0.0.1:8080 --pull --parallel 4 --service resize=./resize.sh',
      ),
    )
    .action(act(async (options) => (await import('./commands/worker.ts')).worker(globalOf(options), options)))
}
