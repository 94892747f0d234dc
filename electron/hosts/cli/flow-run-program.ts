import { type Command, Option } from 'commander'
import { gathered, wholeNumber } from './option-values.ts'
import type { Wire } from './wire.ts'

const flowRuns = () => import('./commands/flow-runs.ts')
const histories = () => import('./commands/history.ts')

const run = ['<run>', 'its number or id'] as const
const runOrFile = ['<run>', 'its number or id, or a file that lf history --export made'] as const
const event = wholeNumber(1, 1_000_000_000)
const version = wholeNumber(1, 1_000_000_000)

/** What is done with runs of flows. */
export function addFlowRunCommands(program: Command, wire: Wire): void {
  addStart(program, wire)
  addHistory(program, wire)
  addReplay(program, wire)
  addFork(program, wire)
  addSignal(program, wire)
  addApprove(program, wire)
  addReject(program, wire)
}

function addStart(program: Command, { act, globalOf }: Wire): void {
  program
    .command('start')
    .description('start a run of a flow')
    .argument('<flow>', 'its name or id')
    .option('--wait', 'wait for its end; the exit status tells the outcome')
    .option('--version <N>', 'of this version instead of the newest', version)
    .addOption(
      new Option('-p, --param <NAME=VALUE>', 'a parameter: JSON where it is that, else text; may be repeated').argParser(
        gathered,
      ),
    )
    .option('--params <JSON>', 'parameters as a JSON object')
    .action(act(async (options, ref: string) => (await flowRuns()).start(globalOf(options), ref, options)))
}

function addHistory(program: Command, { act, globalOf }: Wire): void {
  program
    .command('history')
    .description('every event of a run; with --export, into a file that can be looked at and replayed elsewhere')
    .argument(...runOrFile)
    .option('--export <FILE>', 'keep the history of a flow in this file, as JSON lines; - writes standard output')
    .action(act(async (options, ref: string) => (await histories()).history(globalOf(options), ref, options)))
}

function addReplay(program: Command, { act, globalOf }: Wire): void {
  program
    .command('replay')
    .description('decide again from the history of a run; executes nothing')
    .argument(...runOrFile)
    .option('--version <N>', 'what this version of the flow would have decided', version)
    .option('--definition <FILE>', 'what this definition would have decided, where the history is a file')
    .option('--to <N>', 'up to this event', event)
    .action(act(async (options, ref: string) => (await import('./commands/replay.ts')).replay(globalOf(options), ref, options)))
}

function addFork(program: Command, { act, globalOf }: Wire): void {
  program
    .command('fork')
    .description('start a run that goes on from where another was, after one of its events')
    .argument(...run)
    .requiredOption('--at <N>', 'the event: see lf history', event)
    .addOption(new Option('-p, --param <NAME=VALUE>', 'a parameter that is another one; may be repeated').argParser(gathered))
    .option('--params <JSON>', 'parameters that are others, as a JSON object')
    .option('--shared <JSON>', 'what is shared otherwise, as a JSON object')
    .action(act(async (options, ref: string) => (await flowRuns()).fork(globalOf(options), ref, options as never)))
}

function addSignal(program: Command, { act, globalOf }: Wire): void {
  program
    .command('signal')
    .description('send a signal to a run of a flow')
    .argument(...run)
    .argument('<key>', 'its name')
    .argument('[json]', 'what it brings (default: true)')
    .option('--id <ID>', 'the same signal again, by its id, changes nothing')
    .action(
      act(async (options, ref: string, key: string, json?: string) =>
        (await flowRuns()).signal(globalOf(options), ref, key, json, options),
      ),
    )
}

function addApprove(program: Command, { act, globalOf }: Wire): void {
  program
    .command('approve')
    .description('let a run that waits for an approval go on')
    .argument(...run)
    .argument('[node]', 'which, where it waits for several')
    .option('--value <WORD>', 'a word that becomes the action instead')
    .option('--comment <TEXT>', 'why')
    .action(
      act(async (options, ref: string, node?: string) =>
        (await flowRuns()).decide(globalOf(options), ref, node, (options as { value?: string }).value ?? true, options),
      ),
    )
}

function addReject(program: Command, { act, globalOf }: Wire): void {
  program
    .command('reject')
    .description('refuse what a run wants approved')
    .argument(...run)
    .argument('[node]', 'which, where it waits for several')
    .option('--comment <TEXT>', 'why')
    .action(
      act(async (options, ref: string, node?: string) => (await flowRuns()).decide(globalOf(options), ref, node, false, options)),
    )
}
