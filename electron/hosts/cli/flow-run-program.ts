import { type Command, Option } from 'commander'
import { examples } from './help.ts'
import { gathered, wholeNumber } from './option-values.ts'
import { followText, waitText } from './run-program.ts'
import type { Wire } from './wire.ts'
import { runNumber } from './with-run.ts'

const flowRuns = () => import('./commands/flow-runs.ts')
const histories = () => import('./commands/history.ts')

const run = ['<run>', 'Number or id of the run', runNumber] as const
const runOrFile = ['<run>', 'Number or id of the run, or a file that "lf history --export" wrote', runNumber] as const
const event = wholeNumber(1, 1_000_000_000)
const version = wholeNumber(1, 1_000_000_000)

/** The commands that act on runs of flows. */
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
    .summary('Start a run of a flow')
    .description(
      'Start a run of a flow. Prints the number of the run and returns at once, unless --wait or --follow is given: then Ctrl+C ' +
        'stops the run.',
    )
    .argument('<flow>', 'Name or id of the flow')
    .option('--wait', waitText)
    .option('--follow', followText)
    .option('--version <N>', 'Version of the flow (default: the newest)', version)
    .addOption(
      new Option(
        '-p, --param <NAME=VALUE>',
        'Parameter, read as JSON if it is valid JSON, else as text, like a version 1.10; may be repeated',
      ).argParser(gathered),
    )
    .option('--params <JSON>', 'Parameters as a JSON object')
    .addHelpText('after', examples('lf start report -p month=5', "lf start report -p 'items=[1,2,3]' --version 2 --wait"))
    .action(act(async (options, ref: string) => (await flowRuns()).start(globalOf(options), ref, options)))
}

function addHistory(program: Command, { act, globalOf }: Wire): void {
  program
    .command('history')
    .summary('List every event of a run')
    .description(
      'List every event of a run. --export writes the history of a flow to a file that can be opened and replayed elsewhere.',
    )
    .argument(...runOrFile)
    .option('--export <FILE>', 'Write the history of a flow to this file, as JSON lines; - writes to standard output')
    .addHelpText('after', examples('lf history 12', 'lf history 12 --export run.history.jsonl'))
    .action(act(async (options, ref: string) => (await histories()).history(globalOf(options), ref, options)))
}

function addReplay(program: Command, { act, globalOf }: Wire): void {
  program
    .command('replay')
    .summary('Check that a history leads to the same decisions')
    .description(
      'Repeat every decision of a flow from the history of a run, without running anything. Exits with 0 if all decisions are the ' +
        'same, else prints the first difference and exits with 1.',
    )
    .argument(...runOrFile)
    .option('--version <N>', 'Decide by this version of the flow', version)
    .option('--definition <FILE>', 'Decide by this definition, if the history is a file')
    .option('--to <N>', 'Stop after this event', event)
    .addHelpText('after', examples('lf replay 12', 'lf replay run.history.jsonl --definition report.yaml'))
    .action(act(async (options, ref: string) => (await import('./commands/replay.ts')).replay(globalOf(options), ref, options)))
}

function addFork(program: Command, { act, globalOf }: Wire): void {
  program
    .command('fork')
    .description('Start a new run that continues another one from one of its events')
    .argument(...run)
    .requiredOption('--at <N>', 'Event to continue from, as "lf history" numbers it', event)
    .addOption(new Option('-p, --param <NAME=VALUE>', 'Parameter to change; may be repeated').argParser(gathered))
    .option('--params <JSON>', 'Parameters to change, as a JSON object')
    .option('--shared <JSON>', 'Shared values to change, as a JSON object')
    .addHelpText('after', examples('lf fork 12 --at 9', 'lf fork 12 --at 9 --shared \'{"pages": []}\''))
    .action(act(async (options, ref: string) => (await flowRuns()).fork(globalOf(options), ref, options as never)))
}

function addSignal(program: Command, { act, globalOf }: Wire): void {
  program
    .command('signal')
    .description('Send a signal to a run of a flow')
    .argument(...run)
    .argument('<key>', 'Name of the signal')
    .argument('[json]', 'Value of the signal (default: true)')
    .option('--id <ID>', 'Id of the signal; sending the same id again has no effect')
    .addHelpText('after', examples('lf signal 12 go', 'lf signal 12 paid \'{"amount": 5}\' --id order-1'))
    .action(
      act(async (options, ref: string, key: string, json?: string) =>
        (await flowRuns()).signal(globalOf(options), ref, key, json, options),
      ),
    )
}

function addApprove(program: Command, { act, globalOf }: Wire): void {
  program
    .command('approve')
    .description('Approve a run that waits for approval')
    .argument(...run)
    .argument('[node]', 'Node to approve, if several wait')
    .option('--value <ACTION>', 'Take this action instead of "approved"; the approval must have an edge for it')
    .addOption(new Option('-p, --param <NAME=VALUE>', 'Value for the form of the approval; may be repeated').argParser(gathered))
    .option('--params <JSON>', 'Values for the form, as a JSON object')
    .option('--comment <TEXT>', 'Why')
    .addHelpText(
      'after',
      examples(
        'lf approve 12',
        'lf approve 12 ask --comment "checked the totals"',
        'lf approve 12 --value postpone',
        'lf approve 12 -p region=eu',
      ),
    )
    .action(
      act(async (options, ref: string, node?: string) =>
        (await flowRuns()).decide(globalOf(options), ref, node, (options as { value?: string }).value ?? true, options),
      ),
    )
}

function addReject(program: Command, { act, globalOf }: Wire): void {
  program
    .command('reject')
    .description('Reject a run that waits for approval')
    .argument(...run)
    .argument('[node]', 'Node to reject, if several wait')
    .option('--comment <TEXT>', 'Why')
    .addHelpText('after', examples('lf reject 12', 'lf reject 12 ask --comment "totals are wrong"'))
    .action(
      act(async (options, ref: string, node?: string) => (await flowRuns()).decide(globalOf(options), ref, node, false, options)),
    )
}
