import { type Command, Option } from 'commander'
import type { Wire } from './wire.ts'

const flows = () => import('./commands/flows.ts')
const flowRuns = () => import('./commands/flow-runs.ts')
const histories = () => import('./commands/history.ts')

const run = ['<run>', 'its number or id'] as const
const runOrFile = ['<run>', 'its number or id, or a file that lf history --export made'] as const
const flow = ['<flow>', 'its name or id'] as const

/** `lf flow …`, and what is done with runs of flows. */
export function addFlowCommands(program: Command, wire: Wire): void {
  addRunCommands(program, wire)
  const { act, globalOf, wholeNumber } = wire
  const version = wholeNumber(1, 1_000_000_000)
  const command = program.command('flow').description('graphs of steps, in versions')
  command
    .command('list')
    .description('all flows')
    .action(act(async (options) => (await flows()).listFlows(globalOf(options), options)))
  command
    .command('show')
    .alias('export')
    .description('the definition of a flow, as it was typed')
    .argument(...flow)
    .option('--version <N>', 'of this version instead of the newest', version)
    .option('--draft', 'what is being worked on')
    .action(act(async (options, ref: string) => (await flows()).showFlow(globalOf(options), ref, options)))
  command
    .command('versions')
    .description('the published versions of a flow, newest first')
    .argument(...flow)
    .action(act(async (options, ref: string) => (await flows()).listVersions(globalOf(options), ref, options)))
  command
    .command('validate')
    .description('say what is wrong, or strange, with definitions; keep nothing')
    .argument('<file...>', 'YAML or JSON; - reads standard input')
    .action(act(async (options, files: string[]) => (await flows()).validateFlows(files, options)))
  command
    .command('import')
    .description('bring in definitions, one flow for each file; what is new becomes a version')
    .argument('<file...>', 'YAML or JSON; - reads standard input')
    .option('--name <NAME>', 'the name of the flow (default: its own, or that of the file)')
    .option('--note <TEXT>', 'what is new')
    .action(act(async (options, files: string[]) => (await flows()).importFlows(globalOf(options), files, options)))
  command
    .command('publish')
    .description('make what is being worked on the next version')
    .argument(...flow)
    .option('-f, --file <FILE>', 'what is worked on from now on: YAML or JSON; - reads standard input')
    .option('--note <TEXT>', 'what is new')
    .action(act(async (options, ref: string) => (await flows()).publishFlow(globalOf(options), ref, options)))
  command
    .command('diff')
    .description('what differs between two versions, or between one and what is being worked on')
    .argument(...flow)
    .argument('<from>', 'a version', version)
    .argument('[to]', 'a version', version)
    .option('--text', 'as they were typed')
    .action(
      act(async (options, ref: string, from: number, to?: number) =>
        (await flows()).diffFlow(globalOf(options), ref, from, to, options),
      ),
    )
  command
    .command('delete')
    .description('delete a flow; its runs stay')
    .argument(...flow)
    .action(act(async (options, ref: string) => (await flows()).deleteFlow(globalOf(options), ref, options)))
  command
    .command('restore')
    .description('bring a deleted flow back')
    .argument('<id>')
    .action(act(async (options, id: string) => (await flows()).restoreFlow(globalOf(options), id, options)))
}

/** `lf worker`. */
export function addWorkerCommand(program: Command, { act, globalOf, wholeNumber, gathered }: Wire): void {
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

function addRunCommands(program: Command, { act, globalOf, wholeNumber, gathered }: Wire): void {
  program
    .command('start')
    .description('start a run of a flow')
    .argument(...flow)
    .option('--wait', 'wait for its end; the exit status tells the outcome')
    .option('--version <N>', 'of this version instead of the newest', wholeNumber(1, 1_000_000_000))
    .addOption(
      new Option('-p, --param <NAME=VALUE>', 'a parameter: JSON where it is that, else text; may be repeated').argParser(
        gathered,
      ),
    )
    .option('--params <JSON>', 'parameters as a JSON object')
    .action(act(async (options, ref: string) => (await flowRuns()).start(globalOf(options), ref, options)))
  program
    .command('history')
    .description('every event of a run; with --export, into a file that can be looked at and replayed elsewhere')
    .argument(...runOrFile)
    .option('--export <FILE>', 'keep the history of a flow in this file, as JSON lines; - writes standard output')
    .action(act(async (options, ref: string) => (await histories()).history(globalOf(options), ref, options)))
  program
    .command('replay')
    .description('decide again from the history of a run; executes nothing')
    .argument(...runOrFile)
    .option('--version <N>', 'what this version of the flow would have decided', wholeNumber(1, 1_000_000_000))
    .option('--definition <FILE>', 'what this definition would have decided, where the history is a file')
    .option('--to <N>', 'up to this event', wholeNumber(1, 1_000_000_000))
    .action(act(async (options, ref: string) => (await histories()).replay(globalOf(options), ref, options)))
  program
    .command('fork')
    .description('start a run that goes on from where another was, after one of its events')
    .argument(...run)
    .requiredOption('--at <N>', 'the event: see lf history', wholeNumber(1, 1_000_000_000))
    .addOption(new Option('-p, --param <NAME=VALUE>', 'a parameter that is another one; may be repeated').argParser(gathered))
    .option('--params <JSON>', 'parameters that are others, as a JSON object')
    .option('--shared <JSON>', 'what is shared otherwise, as a JSON object')
    .action(act(async (options, ref: string) => (await flowRuns()).fork(globalOf(options), ref, options as never)))
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
